{{/* Where the certificate comes from: docs/certificates.md */}}

{{/* Each mode has a Secret of its own, so that a change of the mode leaves replicas of before and after with what they know. */}}
{{- define "ncw.tls.secretName" -}}
{{- if .Values.tls.secretName -}}
{{- .Values.tls.secretName -}}
{{- else if eq .Values.tls.mode "secret" -}}
{{- fail "tls.mode is secret: set tls.secretName to the Secret in the namespace of the release that holds tls.crt and tls.key" -}}
{{- else -}}
{{- printf "%s-%s" (include "ncw.fullname" .) (ternary "self-managed" "tls" (eq .Values.tls.mode "self-managed")) -}}
{{- end -}}
{{- end -}}

{{/* What the API server calls us: the names and addresses that the certificate is for, with commas. */}}
{{- define "ncw.tls.hosts" -}}
{{- $service := printf "%s.%s.svc" (include "ncw.serviceName" .) (include "ncw.namespace" .) -}}
{{- $hosts := list $service (printf "%s.cluster.local" $service) -}}
{{- with .Values.admission.url -}}
{{- $hosts = append $hosts (urlParse .).hostname -}}
{{- end -}}
{{- join "," $hosts -}}
{{- end -}}

{{- define "ncw.tls.args" -}}
{{- if eq .Values.tls.mode "self-managed" -}}
- --tls-mode=self-managed
- --tls-secret={{ include "ncw.tls.secretName" . }}
- --tls-hosts={{ include "ncw.tls.hosts" . }}
- --tls-webhooks={{ include "ncw.fullname" . }}
- --tls-duration={{ .Values.tls.duration }}
- --tls-renew-before={{ .Values.tls.renewBefore }}
{{- else -}}
- --cert-dir=/certs
{{- end -}}
{{- end -}}

{{- define "ncw.tls.volumes" -}}
{{- if ne .Values.tls.mode "self-managed" -}}
- name: certs
  secret:
    secretName: {{ include "ncw.tls.secretName" . | quote }}
{{- end -}}
{{- end -}}

{{- define "ncw.tls.mounts" -}}
{{- if ne .Values.tls.mode "self-managed" -}}
- name: certs
  mountPath: /certs
  readOnly: true
{{- end -}}
{{- end -}}

{{/* cert-manager's cainjector reads them. A caBundle that is given needs nobody to fill it in. */}}
{{- define "ncw.tls.webhookAnnotations" -}}
{{- $annotations := .Values.tls.webhookAnnotations -}}
{{- if and (eq .Values.tls.mode "cert-manager") (not .Values.tls.caBundle) -}}
{{- $certificate := printf "%s/%s" (include "ncw.namespace" .) (include "ncw.fullname" .) -}}
{{- $annotations = merge (dict "cert-manager.io/inject-ca-from" $certificate) $annotations -}}
{{- end -}}
{{- with $annotations -}}
{{- toYaml . -}}
{{- end -}}
{{- end -}}

{{/* Without a value the field must not be there at all, not even empty: whoever fills it in (cainjector, or the operator) owns it, and
helm would take it back with the next upgrade, or fail with a conflict. */}}
{{- define "ncw.tls.caBundle" -}}
{{- with .Values.tls.caBundle -}}
{{- if eq $.Values.tls.mode "self-managed" -}}
{{- fail "tls.caBundle is set, but with tls.mode self-managed the operator makes its own authority and fills in the caBundle" -}}
{{- end -}}
{{- b64enc . -}}
{{- end -}}
{{- end -}}
