// Made by hack/generate.ts from lib/config/schema.ts. Do not edit.
var __getOwnPropNames=Object.getOwnPropertyNames;var __commonJS=(cb,mod)=>function(){try{return mod||(0,cb[__getOwnPropNames(cb)[0]])((mod={exports:{}}).exports,mod),mod.exports}catch(e){throw mod=0,e}};var require_ucs2length=__commonJS({"node_modules/ajv/dist/runtime/ucs2length.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:!0});function ucs2length(str){
let len=str.length,length=0,pos=0,value;for(;pos<len;)length++,value=str.charCodeAt(pos++),value>=55296&&value<=56319&&pos<len&&(value=str.charCodeAt(pos),(value&
64512)===56320&&pos++);return length}exports.default=ucs2length;ucs2length.code='require("ajv/dist/runtime/ucs2length").default'}});var validate=validate20,stdin_default=validate20,schema31={$schema:"https://json-schema.org/draft/2020-12/schema",title:"The configuration of node-cleanup-webho\
ok",type:"object",additionalProperties:!1,properties:{prefix:{type:"string",pattern:"^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a-\
z0-9])?)*$",default:"infra.894.io",description:"A DNS name that the finalizer, the annotations and the taint begin with. Nodes keep the finalizer that they have\
: run `release-all` before you change it. Read at the start only."},nodeSelector:{type:"string",format:"label-selector",default:"",description:'A Kubernetes lab\
el selector: the Nodes that get the finalizer. Empty selects every Node. A Node with the label `infra.894.io/exclude: "true"` never gets it.',examples:["node-ro\
le.kubernetes.io/worker,environment in (prod, staging)"]},cleanup:{type:"object",additionalProperties:!1,description:"What happens between the deletion of a Nod\
e and its end.",properties:{concurrency:{type:"integer",minimum:1,maximum:1e3,default:10,description:"How many Nodes are worked on at the same time. Nodes that \
wait do not count. Read at the start only."},deadline:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"0s",description:"For everything \
before the release of the Node, counted from the start of the removal; `0s` is none.",examples:["2h"]},onDeadline:{type:"string",enum:["block","continue"],default:"\
block",description:"What a missed deadline means. `block`: a person must look; the tasks are still tried. `continue`: what is not over is given up and the Node \
goes."},deadAfter:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"5m",description:"A Node whose Ready has been `False` or `Unknown` fo\
r this long counts as dead: nothing waits for its kubelet any more. A removal that has begun keeps the value that it began with."},keepFinished:{type:"string",pattern:"\
^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"24h",description:"How long the record of a finished removal (NodeCleanup) is kept."},retry:{type:"object",additionalProperties:!1,
description:"The waits after errors of a task: they double from `base` up to `cap`, with full jitter.",properties:{base:{type:"string",pattern:"^(?:[0-9]+(?:[.]\
[0-9]+)?(?:ms|h|m|s))+$",default:"1s",description:"At most this long after the first error; at least `100ms`."},cap:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9\
]+)?(?:ms|h|m|s))+$",default:"5m",description:"Never longer than this."}}},brake:{type:"object",additionalProperties:!1,description:"What keeps a mistake, or a \
storm of deletions, from doing its harm everywhere at once.",properties:{hold:{type:"object",additionalProperties:!1,description:"When so many removals have beg\
un within `within`, a new one waits in phase `Held`, until fewer have or a person lets it go: `kubectl annotate nodecleanup NAME infra.894.io/release-hold=true`\
. The skip annotation works all the same.",properties:{above:{type:["integer","string"],minimum:0,pattern:"^(?:0|(?:100|[1-9]?[0-9])%)$",default:"20%",description:"\
How many: a number, or a percentage of the Nodes in the cluster, those being deleted included, rounded up. `0` or `0%` switches the hold off and lets go whateve\
r is held."},within:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"10m",description:"The time in which they count; at least `1s`."},atLeast:{
type:"integer",minimum:1,default:10,description:"Never fewer than these, however small the cluster: a few Nodes never wait."}}},storage:{type:"object",additionalProperties:!1,
description:"Tasks that move data off a Node queue up: one begins while fewer than `max` other removals are at such a task. What has begun is not stopped; what \
is blocked, and a Node that is dead, makes room.",properties:{max:{type:["integer","string"],minimum:1,pattern:"^(?:0|(?:100|[1-9]?[0-9])%)$",default:1,description:"\
How many removals at once: a number, or a percentage of the Nodes (with `per`, of those with the same value), rounded up. One always may; `100%` switches the qu\
eue off."},per:{type:"string",pattern:"^$|^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$",default:"",description:"\
A label of Nodes: `max` counts for each of its values, and for the Nodes without it. Empty: for the cluster.",examples:["topology.kubernetes.io/zone"]}}}}},returnedMachines:{
type:"string",enum:["warn","taint"],default:"warn",description:"What happens when the machine of a removed Node registers again, as another Node, while the reco\
rd of the removal is kept. `warn`: a Warning Event on the new Node, a metric and `status.returned` of the record. `taint`: also the taint `infra.894.io/returned\
:NoSchedule`, once; whoever takes it off has decided."},tasks:{type:"array",maxItems:100,items:{type:"object",additionalProperties:!1,required:["task"],properties:{
task:{type:"string",enum:["cordon","drain","job","local-volumes","notify","volumes-detach"],description:"The kind of task."},name:{type:"string",pattern:"^[a-z0\
-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$",description:"What `needs`, the record and the skip annotation call it: small letters, digits, `-` and `.`. Without it the kin\
d is the name, so a second task of a kind must have one."},stage:{type:"string",enum:["before","after"],description:"Before the release of the Node, or after th\
e Node is gone."},on:{type:"array",minItems:1,items:{type:"string",enum:["held","started","blocked","released","failed","skipped","finished"]},description:"In p\
lace of `stage`: the moments at which it runs, each once. It holds up nothing but the end of the record, and is given up at its timeout."},needs:{type:"array",items:{
type:"string"},default:[],description:"Names of tasks of the same stage that must be over first: done, skipped or given up. Tasks that do not need each other ru\
n in parallel."},timeout:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",description:"Counted from the first run of the task; `0s` is none.",examples:[
"30m"]},onTimeout:{type:"string",enum:["block","continue"],description:"What a missed timeout means. `block`: a person must look; the task is still tried. `cont\
inue`: it is given up, and what needs it goes on."},options:{type:"object",description:"Those of the kind: see below."}},allOf:[{if:{required:["task"],properties:{
task:{const:"cordon"}}},then:{required:[],properties:{options:{type:"object",additionalProperties:!1,properties:{}},stage:{enum:["before"]},on:!1}}},{if:{required:[
"task"],properties:{task:{const:"drain"}}},then:{required:[],properties:{options:{type:"object",additionalProperties:!1,properties:{gracePeriod:{type:"string",pattern:"\
^$|^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"",description:"How long a pod may take to end; empty is the pod's own terminationGracePeriodSeconds. At lea\
st 1s."},forceAfter:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"0s",description:"From this long after the start of the drain pods \
are deleted, past their disruption budgets, instead of evicted; 0s is never."},skipPods:{type:"string",format:"label-selector",default:"",description:"A label s\
elector of pods that are left where they are; empty is none."},unmanaged:{type:"string",enum:["evict","block"],default:"evict",description:"What to do with pods\
 that no controller would create again: evict them, or wait for a person."},emptyDir:{type:"string",enum:["evict","block"],default:"evict",description:"What to \
do with pods whose emptyDir volumes are lost with them: evict them, or wait for a person."},maxParallel:{type:"integer",minimum:1,maximum:100,default:10,description:"\
How many evictions of one Node are asked for at the same time."}}},stage:{enum:["before"]},on:!1}}},{if:{required:["task"],properties:{task:{const:"job"}}},then:{
required:["options"],properties:{options:{type:"object",additionalProperties:!1,required:["namespace","template"],properties:{namespace:{type:"string",pattern:"\
^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$",description:"The namespace of the Job; it must exist."},template:{$id:"job-template",$defs:{filled:{pattern:"^(?:[^{]|[{\
](?![{])|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|requestedAt)\\s*[}][}])*$",items:{$ref:"#/$defs/filled"},additionalProperties:{$ref:"#/$defs/fille\
d"}}},$ref:"#/$defs/filled",type:"object",additionalProperties:!1,required:["spec"],properties:{metadata:{type:["object"],properties:{labels:{},annotations:{}},
additionalProperties:!1,description:"Its `labels` and `annotations`."},spec:{type:["object"],properties:{template:{type:["object"],properties:{metadata:{type:["\
object"],properties:{labels:{},annotations:{}},additionalProperties:!1},spec:{type:["object"],properties:{restartPolicy:{type:"string",enum:["Never","OnFailure"]},
containers:{type:"array",minItems:1,items:{type:["object"],properties:{name:{type:"string",minLength:1},image:{type:"string",minLength:1}},required:["name","ima\
ge"]}},nodeName:!1},required:["containers"]}},required:["spec"],additionalProperties:!1},activeDeadlineSeconds:{type:"integer",minimum:1},backoffLimit:{type:"in\
teger",minimum:0},backoffLimitPerIndex:{},completionMode:{},completions:{},managedBy:{},maxFailedIndexes:{},parallelism:{},podFailurePolicy:{},podReplacementPolicy:{},
successPolicy:{},suspend:{}},required:["template"],additionalProperties:!1,description:"As in a Job, but for `ttlSecondsAfterFinished`; `restartPolicy` is `Neve\
r` unless told otherwise. Of placeholders only those of docs/tasks/job.md are possible."}},description:"The Job: `metadata.labels`, `metadata.annotations` and `\
spec`, with placeholders such as {{node}} in its texts; docs/tasks/job.md lists them."},on:{type:"string",enum:["node","anywhere"],default:"node",description:"W\
here its pods run: `node`, on the Node that is removed, whatever its taints; `anywhere`, on any other Node, as the scheduler decides."},whenDead:{type:"string",
enum:["block","skip"],default:"block",description:"What to do when it should run on a Node that is dead: wait for a person, or go on without the Job."},keep:{type:"\
string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"1h",description:"How long a Job that has succeeded is kept. Any other is kept until it is del\
eted, or the record of the operation is."},logLines:{type:"integer",minimum:0,maximum:100,default:20,description:"How many of the last lines of a failed pod's l\
og are read for the message; 0 is none. They end up in the record and in Events."}}},stage:{enum:["before","after"]},on:!1}}},{if:{required:["task"],properties:{
task:{const:"local-volumes"}}},then:{required:[],properties:{options:{type:"object",additionalProperties:!1,properties:{deleteClaims:{type:"array",uniqueItems:!0,
items:{type:"string",maxLength:253,pattern:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},default:[],description:"The names of StorageCla\
sses whose claims may be deleted with the Node, and with them the data. There is no name for all of them."},keepNamespaces:{type:"array",uniqueItems:!0,items:{type:"\
string",maxLength:63,pattern:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},default:[],description:"Namespaces whose claims are never deleted, whatever their StorageClass: \
they block."},topologyKeys:{type:"array",uniqueItems:!0,items:{type:"string",maxLength:317,pattern:"^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-\
9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$"},default:[],description:"Keys of Node labels, beside the known ones, whose value no two Nodes share: a volum\
e that is tied to such a value is local."}}},stage:{enum:["before"]},on:!1}}},{if:{required:["task"],properties:{task:{const:"notify"}}},then:{required:["option\
s"],properties:{options:{type:"object",additionalProperties:!1,anyOf:[{required:["url"]},{required:["urlFile"]}],properties:{url:{type:"string",pattern:"^$|^htt\
ps?://[^\\s/]+",default:"",description:"Where to send it: http:// or https://."},urlFile:{type:"string",default:"",description:"A file that holds the url, for o\
ne that is a secret itself; read each time."},body:{type:"string",pattern:"^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|\
message|requestedAt|time)\\s*[}][}])*$",default:`{
  "text": "Node {{node}}: {{task}}. {{phase}}: {{message}}",
  "task": "{{task}}",
  "moment": "{{moment}}",
  "node": "{{node}}",
  "nodeUID": "{{nodeUID}}",
  "kind": "{{kind}}",
  "record": "{{record}}",
  "operation": "{{operation}}",
  "phase": "{{phase}}",
  "message": "{{message}}",
  "requestedAt": "{{requestedAt}}",
  "time": "{{time}}"
}`,description:"A JSON text with placeholders such as {{node}} inside of its strings; docs/tasks/notify.md lists them."},headersFile:{type:"string",default:"",description:"\
A file with lines `Name: value`, for tokens; read each time, never logged."},caFile:{type:"string",default:"",description:"A file with PEM certificates to trust\
 in place of the system's."},timeout:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"10s",description:"For one attempt, from the conne\
ction to the answer."}}},stage:{enum:["before","after"]}},anyOf:[{required:["on"]},{required:["stage"]}]}},{if:{required:["task"],properties:{task:{const:"volum\
es-detach"}}},then:{required:[],properties:{options:{type:"object",additionalProperties:!1,properties:{outOfService:{type:"boolean",default:!1,description:"Puts\
 the taint node.kubernetes.io/out-of-service on a dead Node whose machine is proven to be off, so that its pods are forgotten and its volumes detached at once."},
forceDetach:{type:"boolean",default:!1,description:"Deletes the VolumeAttachments of a dead Node whose machine is proven to be off, once no pod on it uses their\
 volumes."},proofURL:{type:"string",pattern:"^$|^https?://[^\\s/]+",default:"",description:'Who knows whether the machine of a dead Node is off: GET with ?node=\
 and &uid= is answered with {"off": true} or false. Empty: only the annotation confirmed-off counts.'},proofHeadersFile:{type:"string",default:"",description:"A\
 file with lines `Name: value` for proofURL, for tokens; read each time, never logged."},proofCAFile:{type:"string",default:"",description:"A file with PEM cert\
ificates that proofURL is checked with, in place of the system's."},proofTimeout:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"10s",
description:"How long proofURL may take to answer."}}},stage:{enum:["before"]},on:!1}}},{if:{required:["on"]},then:{properties:{stage:!1,onTimeout:{const:"conti\
nue"}}}}]},default:[{task:"cordon"},{task:"drain",needs:["cordon"]}],description:"The plan. `[]` is a plan without tasks: the Node goes at once. A removal that \
has begun keeps the plan that it began with."}}}}},pattern4=new RegExp("^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$","\
u"),pattern5=new RegExp("^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$","u"),pattern10=new RegExp("^(?:0|(?:100|[1-9]?[0-9])%)$","u"),pattern13=new RegExp("^$|^(?:[a-\
z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$","u"),pattern14=new RegExp("^$|^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$","\
u"),pattern16=new RegExp("^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$","u"),pattern19=new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
"u"),pattern20=new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","u"),pattern21=new RegExp("^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Z\
a-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$","u"),pattern22=new RegExp("^$|^https?://[^\\s/]+","u"),pattern23=new RegExp("^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeUID\
|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$","u"),pattern27=new RegExp("^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$","u"),func1=Object.
prototype.hasOwnProperty,func3=require_ucs2length().default;var pattern17=new RegExp("^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|requestedAt)\\s*[}][}])*$","u"),wrapper0={validate:validate21};
function validate21(data,{instancePath="",parentData,parentDataProperty,rootData=data,dynamicAnchors={}}={}){let vErrors=null,errors=0,evaluated0=validate21.evaluated;
if(evaluated0.dynamicProps&&(evaluated0.props=void 0),evaluated0.dynamicItems&&(evaluated0.items=void 0),typeof data=="string"&&!pattern17.test(data)){let err0={
instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|requestedAt)\\s*[}\
][}])*$"},message:'must match pattern "^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|requestedAt)\\s*[}][}])*$"'};vErrors===null?vErrors=
[err0]:vErrors.push(err0),errors++}if(Array.isArray(data)){let len0=data.length;for(let i0=0;i0<len0;i0++)wrapper0.validate(data[i0],{instancePath:instancePath+
"/"+i0,parentData:data,parentDataProperty:i0,rootData,dynamicAnchors})||(vErrors=vErrors===null?wrapper0.validate.errors:vErrors.concat(wrapper0.validate.errors),
errors=vErrors.length)}if(data&&typeof data=="object"&&!Array.isArray(data))for(let key0 in data)wrapper0.validate(data[key0],{instancePath:instancePath+"/"+key0.
replace(/~/g,"~0").replace(/\//g,"~1"),parentData:data,parentDataProperty:key0,rootData,dynamicAnchors})||(vErrors=vErrors===null?wrapper0.validate.errors:vErrors.
concat(wrapper0.validate.errors),errors=vErrors.length);return validate21.errors=vErrors,errors===0}validate21.evaluated={props:!0,items:!0,dynamicProps:!1,dynamicItems:!1};
function validate20(data,{instancePath="",parentData,parentDataProperty,rootData=data,dynamicAnchors={}}={}){let vErrors=null,errors=0,evaluated0=validate20.evaluated;
if(evaluated0.dynamicProps&&(evaluated0.props=void 0),evaluated0.dynamicItems&&(evaluated0.items=void 0),data&&typeof data=="object"&&!Array.isArray(data)){for(let key0 in data)
if(!(key0==="prefix"||key0==="nodeSelector"||key0==="cleanup")){let err0={instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{
additionalProperty:key0},message:"must NOT have additional properties"};vErrors===null?vErrors=[err0]:vErrors.push(err0),errors++}if(data.prefix!==void 0){let data0=data.
prefix;if(typeof data0=="string"){if(!pattern4.test(data0)){let err1={instancePath:instancePath+"/prefix",schemaPath:"#/properties/prefix/pattern",keyword:"patt\
ern",params:{pattern:"^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$"},message:'must match pattern "^(?=.{1,253}$)[a-z0-9\
](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$"'};vErrors===null?vErrors=[err1]:vErrors.push(err1),errors++}}else{let err2={instancePath:instancePath+
"/prefix",schemaPath:"#/properties/prefix/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err2]:vErrors.push(err2),
errors++}}if(data.nodeSelector!==void 0&&typeof data.nodeSelector!="string"){let err3={instancePath:instancePath+"/nodeSelector",schemaPath:"#/properties/nodeSe\
lector/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err3]:vErrors.push(err3),errors++}if(data.cleanup!==void 0){
let data2=data.cleanup;if(data2&&typeof data2=="object"&&!Array.isArray(data2)){for(let key1 in data2)if(!func1.call(schema31.properties.cleanup.properties,key1)){
let err4={instancePath:instancePath+"/cleanup",schemaPath:"#/properties/cleanup/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key1},
message:"must NOT have additional properties"};vErrors===null?vErrors=[err4]:vErrors.push(err4),errors++}if(data2.concurrency!==void 0){let data3=data2.concurrency;
if(!(typeof data3=="number"&&!(data3%1)&&!isNaN(data3)&&isFinite(data3))){let err5={instancePath:instancePath+"/cleanup/concurrency",schemaPath:"#/properties/cl\
eanup/properties/concurrency/type",keyword:"type",params:{type:"integer"},message:"must be integer"};vErrors===null?vErrors=[err5]:vErrors.push(err5),errors++}if(typeof data3==
"number"&&isFinite(data3)){if(data3>1e3||isNaN(data3)){let err6={instancePath:instancePath+"/cleanup/concurrency",schemaPath:"#/properties/cleanup/properties/co\
ncurrency/maximum",keyword:"maximum",params:{comparison:"<=",limit:1e3},message:"must be <= 1000"};vErrors===null?vErrors=[err6]:vErrors.push(err6),errors++}if(data3<
1||isNaN(data3)){let err7={instancePath:instancePath+"/cleanup/concurrency",schemaPath:"#/properties/cleanup/properties/concurrency/minimum",keyword:"minimum",params:{
comparison:">=",limit:1},message:"must be >= 1"};vErrors===null?vErrors=[err7]:vErrors.push(err7),errors++}}}if(data2.deadline!==void 0){let data4=data2.deadline;
if(typeof data4=="string"){if(!pattern5.test(data4)){let err8={instancePath:instancePath+"/cleanup/deadline",schemaPath:"#/properties/cleanup/properties/deadlin\
e/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};
vErrors===null?vErrors=[err8]:vErrors.push(err8),errors++}}else{let err9={instancePath:instancePath+"/cleanup/deadline",schemaPath:"#/properties/cleanup/propert\
ies/deadline/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err9]:vErrors.push(err9),errors++}}if(data2.onDeadline!==
void 0){let data5=data2.onDeadline;if(typeof data5!="string"){let err10={instancePath:instancePath+"/cleanup/onDeadline",schemaPath:"#/properties/cleanup/proper\
ties/onDeadline/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err10]:vErrors.push(err10),errors++}if(!(data5==="\
block"||data5==="continue")){let err11={instancePath:instancePath+"/cleanup/onDeadline",schemaPath:"#/properties/cleanup/properties/onDeadline/enum",keyword:"en\
um",params:{allowedValues:schema31.properties.cleanup.properties.onDeadline.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[
err11]:vErrors.push(err11),errors++}}if(data2.deadAfter!==void 0){let data6=data2.deadAfter;if(typeof data6=="string"){if(!pattern5.test(data6)){let err12={instancePath:instancePath+
"/cleanup/deadAfter",schemaPath:"#/properties/cleanup/properties/deadAfter/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},
message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err12]:vErrors.push(err12),errors++}}else{let err13={instancePath:instancePath+
"/cleanup/deadAfter",schemaPath:"#/properties/cleanup/properties/deadAfter/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?
vErrors=[err13]:vErrors.push(err13),errors++}}if(data2.keepFinished!==void 0){let data7=data2.keepFinished;if(typeof data7=="string"){if(!pattern5.test(data7)){
let err14={instancePath:instancePath+"/cleanup/keepFinished",schemaPath:"#/properties/cleanup/properties/keepFinished/pattern",keyword:"pattern",params:{pattern:"\
^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err14]:vErrors.push(err14),
errors++}}else{let err15={instancePath:instancePath+"/cleanup/keepFinished",schemaPath:"#/properties/cleanup/properties/keepFinished/type",keyword:"type",params:{
type:"string"},message:"must be string"};vErrors===null?vErrors=[err15]:vErrors.push(err15),errors++}}if(data2.retry!==void 0){let data8=data2.retry;if(data8&&typeof data8==
"object"&&!Array.isArray(data8)){for(let key2 in data8)if(!(key2==="base"||key2==="cap")){let err16={instancePath:instancePath+"/cleanup/retry",schemaPath:"#/pr\
operties/cleanup/properties/retry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key2},message:"must NOT have additional proper\
ties"};vErrors===null?vErrors=[err16]:vErrors.push(err16),errors++}if(data8.base!==void 0){let data9=data8.base;if(typeof data9=="string"){if(!pattern5.test(data9)){
let err17={instancePath:instancePath+"/cleanup/retry/base",schemaPath:"#/properties/cleanup/properties/retry/properties/base/pattern",keyword:"pattern",params:{
pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err17]:vErrors.
push(err17),errors++}}else{let err18={instancePath:instancePath+"/cleanup/retry/base",schemaPath:"#/properties/cleanup/properties/retry/properties/base/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err18]:vErrors.push(err18),errors++}}if(data8.cap!==void 0){let data10=data8.cap;
if(typeof data10=="string"){if(!pattern5.test(data10)){let err19={instancePath:instancePath+"/cleanup/retry/cap",schemaPath:"#/properties/cleanup/properties/ret\
ry/properties/cap/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:\
ms|h|m|s))+$"'};vErrors===null?vErrors=[err19]:vErrors.push(err19),errors++}}else{let err20={instancePath:instancePath+"/cleanup/retry/cap",schemaPath:"#/proper\
ties/cleanup/properties/retry/properties/cap/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err20]:vErrors.push(err20),
errors++}}}else{let err21={instancePath:instancePath+"/cleanup/retry",schemaPath:"#/properties/cleanup/properties/retry/type",keyword:"type",params:{type:"objec\
t"},message:"must be object"};vErrors===null?vErrors=[err21]:vErrors.push(err21),errors++}}if(data2.brake!==void 0){let data11=data2.brake;if(data11&&typeof data11==
"object"&&!Array.isArray(data11)){for(let key3 in data11)if(!(key3==="hold"||key3==="storage")){let err22={instancePath:instancePath+"/cleanup/brake",schemaPath:"\
#/properties/cleanup/properties/brake/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key3},message:"must NOT have additional pr\
operties"};vErrors===null?vErrors=[err22]:vErrors.push(err22),errors++}if(data11.hold!==void 0){let data12=data11.hold;if(data12&&typeof data12=="object"&&!Array.
isArray(data12)){for(let key4 in data12)if(!(key4==="above"||key4==="within"||key4==="atLeast")){let err23={instancePath:instancePath+"/cleanup/brake/hold",schemaPath:"\
#/properties/cleanup/properties/brake/properties/hold/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key4},message:"must NOT ha\
ve additional properties"};vErrors===null?vErrors=[err23]:vErrors.push(err23),errors++}if(data12.above!==void 0){let data13=data12.above;if(!(typeof data13=="nu\
mber"&&!(data13%1)&&!isNaN(data13)&&isFinite(data13))&&typeof data13!="string"){let err24={instancePath:instancePath+"/cleanup/brake/hold/above",schemaPath:"#/p\
roperties/cleanup/properties/brake/properties/hold/properties/above/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.brake.properties.hold.
properties.above.type},message:"must be integer,string"};vErrors===null?vErrors=[err24]:vErrors.push(err24),errors++}if(typeof data13=="number"&&isFinite(data13)&&
(data13<0||isNaN(data13))){let err25={instancePath:instancePath+"/cleanup/brake/hold/above",schemaPath:"#/properties/cleanup/properties/brake/properties/hold/pr\
operties/above/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"};vErrors===null?vErrors=[err25]:vErrors.push(err25),errors++}if(typeof data13==
"string"&&!pattern10.test(data13)){let err26={instancePath:instancePath+"/cleanup/brake/hold/above",schemaPath:"#/properties/cleanup/properties/brake/properties\
/hold/properties/above/pattern",keyword:"pattern",params:{pattern:"^(?:0|(?:100|[1-9]?[0-9])%)$"},message:'must match pattern "^(?:0|(?:100|[1-9]?[0-9])%)$"'};vErrors===
null?vErrors=[err26]:vErrors.push(err26),errors++}}if(data12.within!==void 0){let data14=data12.within;if(typeof data14=="string"){if(!pattern5.test(data14)){let err27={
instancePath:instancePath+"/cleanup/brake/hold/within",schemaPath:"#/properties/cleanup/properties/brake/properties/hold/properties/within/pattern",keyword:"pat\
tern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=
[err27]:vErrors.push(err27),errors++}}else{let err28={instancePath:instancePath+"/cleanup/brake/hold/within",schemaPath:"#/properties/cleanup/properties/brake/p\
roperties/hold/properties/within/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err28]:vErrors.push(err28),errors++}}
if(data12.atLeast!==void 0){let data15=data12.atLeast;if(!(typeof data15=="number"&&!(data15%1)&&!isNaN(data15)&&isFinite(data15))){let err29={instancePath:instancePath+
"/cleanup/brake/hold/atLeast",schemaPath:"#/properties/cleanup/properties/brake/properties/hold/properties/atLeast/type",keyword:"type",params:{type:"integer"},
message:"must be integer"};vErrors===null?vErrors=[err29]:vErrors.push(err29),errors++}if(typeof data15=="number"&&isFinite(data15)&&(data15<1||isNaN(data15))){
let err30={instancePath:instancePath+"/cleanup/brake/hold/atLeast",schemaPath:"#/properties/cleanup/properties/brake/properties/hold/properties/atLeast/minimum",
keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1"};vErrors===null?vErrors=[err30]:vErrors.push(err30),errors++}}}else{let err31={instancePath:instancePath+
"/cleanup/brake/hold",schemaPath:"#/properties/cleanup/properties/brake/properties/hold/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===
null?vErrors=[err31]:vErrors.push(err31),errors++}}if(data11.storage!==void 0){let data16=data11.storage;if(data16&&typeof data16=="object"&&!Array.isArray(data16)){
for(let key5 in data16)if(!(key5==="max"||key5==="per")){let err32={instancePath:instancePath+"/cleanup/brake/storage",schemaPath:"#/properties/cleanup/properti\
es/brake/properties/storage/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key5},message:"must NOT have additional properties"};
vErrors===null?vErrors=[err32]:vErrors.push(err32),errors++}if(data16.max!==void 0){let data17=data16.max;if(!(typeof data17=="number"&&!(data17%1)&&!isNaN(data17)&&
isFinite(data17))&&typeof data17!="string"){let err33={instancePath:instancePath+"/cleanup/brake/storage/max",schemaPath:"#/properties/cleanup/properties/brake/\
properties/storage/properties/max/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.brake.properties.storage.properties.max.type},message:"\
must be integer,string"};vErrors===null?vErrors=[err33]:vErrors.push(err33),errors++}if(typeof data17=="number"&&isFinite(data17)&&(data17<1||isNaN(data17))){let err34={
instancePath:instancePath+"/cleanup/brake/storage/max",schemaPath:"#/properties/cleanup/properties/brake/properties/storage/properties/max/minimum",keyword:"min\
imum",params:{comparison:">=",limit:1},message:"must be >= 1"};vErrors===null?vErrors=[err34]:vErrors.push(err34),errors++}if(typeof data17=="string"&&!pattern10.
test(data17)){let err35={instancePath:instancePath+"/cleanup/brake/storage/max",schemaPath:"#/properties/cleanup/properties/brake/properties/storage/properties/\
max/pattern",keyword:"pattern",params:{pattern:"^(?:0|(?:100|[1-9]?[0-9])%)$"},message:'must match pattern "^(?:0|(?:100|[1-9]?[0-9])%)$"'};vErrors===null?vErrors=
[err35]:vErrors.push(err35),errors++}}if(data16.per!==void 0){let data18=data16.per;if(typeof data18=="string"){if(!pattern13.test(data18)){let err36={instancePath:instancePath+
"/cleanup/brake/storage/per",schemaPath:"#/properties/cleanup/properties/brake/properties/storage/properties/per/pattern",keyword:"pattern",params:{pattern:"^$|\
^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$"},message:'must match pattern "^$|^(?:[a-z0-9](?:[-a-z0-9.]{0,251}\
[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$"'};vErrors===null?vErrors=[err36]:vErrors.push(err36),errors++}}else{let err37={instancePath:instancePath+
"/cleanup/brake/storage/per",schemaPath:"#/properties/cleanup/properties/brake/properties/storage/properties/per/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err37]:vErrors.push(err37),errors++}}}else{let err38={instancePath:instancePath+"/cleanup/brake/storage",schemaPath:"#/\
properties/cleanup/properties/brake/properties/storage/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err38]:vErrors.
push(err38),errors++}}}else{let err39={instancePath:instancePath+"/cleanup/brake",schemaPath:"#/properties/cleanup/properties/brake/type",keyword:"type",params:{
type:"object"},message:"must be object"};vErrors===null?vErrors=[err39]:vErrors.push(err39),errors++}}if(data2.returnedMachines!==void 0){let data19=data2.returnedMachines;
if(typeof data19!="string"){let err40={instancePath:instancePath+"/cleanup/returnedMachines",schemaPath:"#/properties/cleanup/properties/returnedMachines/type",
keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err40]:vErrors.push(err40),errors++}if(!(data19==="warn"||data19==="tain\
t")){let err41={instancePath:instancePath+"/cleanup/returnedMachines",schemaPath:"#/properties/cleanup/properties/returnedMachines/enum",keyword:"enum",params:{
allowedValues:schema31.properties.cleanup.properties.returnedMachines.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err41]:
vErrors.push(err41),errors++}}if(data2.tasks!==void 0){let data20=data2.tasks;if(Array.isArray(data20)){if(data20.length>100){let err42={instancePath:instancePath+
"/cleanup/tasks",schemaPath:"#/properties/cleanup/properties/tasks/maxItems",keyword:"maxItems",params:{limit:100},message:"must NOT have more than 100 items"};
vErrors===null?vErrors=[err42]:vErrors.push(err42),errors++}let len0=data20.length;for(let i0=0;i0<len0;i0++){let data21=data20[i0],_errs52=errors,valid9=!0,_errs53=errors;
if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing0;if(data21.task===void 0&&(missing0="task")){let err43={};vErrors===null?vErrors=[err43]:
vErrors.push(err43),errors++}else if(data21.task!==void 0&&data21.task!=="cordon"){let err44={};vErrors===null?vErrors=[err44]:vErrors.push(err44),errors++}}var _valid0=_errs53===
errors;if(errors=_errs52,vErrors!==null&&(_errs52?vErrors.length=_errs52:vErrors=null),_valid0){let _errs55=errors;if(data21&&typeof data21=="object"&&!Array.isArray(
data21)){if(data21.options!==void 0){let data23=data21.options;if(data23&&typeof data23=="object"&&!Array.isArray(data23))for(let key6 in data23){let err45={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/options/additionalProperties",keyword:"additiona\
lProperties",params:{additionalProperty:key6},message:"must NOT have additional properties"};vErrors===null?vErrors=[err45]:vErrors.push(err45),errors++}else{let err46={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/options/type",keyword:"\
type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err46]:vErrors.push(err46),errors++}}if(data21.stage!==void 0&&data21.stage!=="be\
fore"){let err47={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/stage/\
enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[0].then.properties.stage.enum},message:"must be equal to one\
 of the allowed values"};vErrors===null?vErrors=[err47]:vErrors.push(err47),errors++}if(data21.on!==void 0){let err48={instancePath:instancePath+"/cleanup/tasks\
/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean s\
chema is false"};vErrors===null?vErrors=[err48]:vErrors.push(err48),errors++}}var _valid0=_errs55===errors;if(valid9=_valid0,valid9){var props0={};props0.options=
!0,props0.stage=!0,props0.on=!0,props0.task=!0}}if(!valid9){let err49={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/propertie\
s/tasks/items/allOf/0/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?vErrors=[err49]:vErrors.push(err49),errors++}
let _errs61=errors,valid12=!0,_errs62=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing1;if(data21.task===void 0&&(missing1="task")){
let err50={};vErrors===null?vErrors=[err50]:vErrors.push(err50),errors++}else if(data21.task!==void 0&&data21.task!=="drain"){let err51={};vErrors===null?vErrors=
[err51]:vErrors.push(err51),errors++}}var _valid1=_errs62===errors;if(errors=_errs61,vErrors!==null&&(_errs61?vErrors.length=_errs61:vErrors=null),_valid1){let _errs64=errors;
if(data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.options!==void 0){let data27=data21.options;if(data27&&typeof data27=="object"&&!Array.isArray(
data27)){for(let key7 in data27)if(!(key7==="gracePeriod"||key7==="forceAfter"||key7==="skipPods"||key7==="unmanaged"||key7==="emptyDir"||key7==="maxParallel")){
let err52={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/add\
itionalProperties",keyword:"additionalProperties",params:{additionalProperty:key7},message:"must NOT have additional properties"};vErrors===null?vErrors=[err52]:
vErrors.push(err52),errors++}if(data27.gracePeriod!==void 0){let data28=data27.gracePeriod;if(typeof data28=="string"){if(!pattern14.test(data28)){let err53={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/gracePeriod",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/gracePeriod/patte\
rn",keyword:"pattern",params:{pattern:"^$|^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^$|^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===
null?vErrors=[err53]:vErrors.push(err53),errors++}}else{let err54={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/gracePeriod",schemaPath:"#/propertie\
s/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/gracePeriod/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===
null?vErrors=[err54]:vErrors.push(err54),errors++}}if(data27.forceAfter!==void 0){let data29=data27.forceAfter;if(typeof data29=="string"){if(!pattern5.test(data29)){
let err55={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/forceAfter",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/\
options/properties/forceAfter/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.\
][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err55]:vErrors.push(err55),errors++}}else{let err56={instancePath:instancePath+"/cleanup/tasks/"+i0+"/option\
s/forceAfter",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/forceAfter/type",keyword:"type",params:{type:"s\
tring"},message:"must be string"};vErrors===null?vErrors=[err56]:vErrors.push(err56),errors++}}if(data27.skipPods!==void 0&&typeof data27.skipPods!="string"){let err57={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/skipPods",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/prope\
rties/skipPods/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err57]:vErrors.push(err57),errors++}if(data27.unmanaged!==
void 0){let data31=data27.unmanaged;if(typeof data31!="string"){let err58={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/unmanaged",schemaPath:"#/pro\
perties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/unmanaged/type",keyword:"type",params:{type:"string"},message:"must be string"};
vErrors===null?vErrors=[err58]:vErrors.push(err58),errors++}if(!(data31==="evict"||data31==="block")){let err59={instancePath:instancePath+"/cleanup/tasks/"+i0+
"/options/unmanaged",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/unmanaged/enum",keyword:"enum",params:{allowedValues:schema31.
properties.cleanup.properties.tasks.items.allOf[1].then.properties.options.properties.unmanaged.enum},message:"must be equal to one of the allowed values"};vErrors===
null?vErrors=[err59]:vErrors.push(err59),errors++}}if(data27.emptyDir!==void 0){let data32=data27.emptyDir;if(typeof data32!="string"){let err60={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/emptyDir",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/emptyDir/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err60]:vErrors.push(err60),errors++}if(!(data32==="evict"||data32==="block")){let err61={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/emptyDir",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/prope\
rties/emptyDir/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[1].then.properties.options.properties.emptyDir.
enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err61]:vErrors.push(err61),errors++}}if(data27.maxParallel!==void 0){let data33=data27.
maxParallel;if(!(typeof data33=="number"&&!(data33%1)&&!isNaN(data33)&&isFinite(data33))){let err62={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/ma\
xParallel",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/maxParallel/type",keyword:"type",params:{type:"int\
eger"},message:"must be integer"};vErrors===null?vErrors=[err62]:vErrors.push(err62),errors++}if(typeof data33=="number"&&isFinite(data33)){if(data33>100||isNaN(
data33)){let err63={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/maxParallel",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/p\
roperties/options/properties/maxParallel/maximum",keyword:"maximum",params:{comparison:"<=",limit:100},message:"must be <= 100"};vErrors===null?vErrors=[err63]:
vErrors.push(err63),errors++}if(data33<1||isNaN(data33)){let err64={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/maxParallel",schemaPath:"#/properti\
es/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/maxParallel/minimum",keyword:"minimum",params:{comparison:">=",limit:1},message:"mu\
st be >= 1"};vErrors===null?vErrors=[err64]:vErrors.push(err64),errors++}}}}else{let err65={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?
vErrors=[err65]:vErrors.push(err65),errors++}}if(data21.stage!==void 0&&data21.stage!=="before"){let err66={instancePath:instancePath+"/cleanup/tasks/"+i0+"/sta\
ge",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.
properties.tasks.items.allOf[1].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err66]:vErrors.push(err66),
errors++}if(data21.on!==void 0){let err67={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/\
then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err67]:vErrors.push(err67),errors++}}
var _valid1=_errs64===errors;if(valid12=_valid1,valid12){var props1={};props1.options=!0,props1.stage=!0,props1.on=!0,props1.task=!0}}if(!valid12){let err68={instancePath:instancePath+
"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" \
schema'};vErrors===null?vErrors=[err68]:vErrors.push(err68),errors++}props0!==!0&&props1!==void 0&&(props1===!0?props0=!0:(props0=props0||{},Object.assign(props0,
props1)));let _errs82=errors,valid16=!0,_errs83=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing2;if(data21.task===void 0&&(missing2=
"task")){let err69={};vErrors===null?vErrors=[err69]:vErrors.push(err69),errors++}else if(data21.task!==void 0&&data21.task!=="job"){let err70={};vErrors===null?
vErrors=[err70]:vErrors.push(err70),errors++}}var _valid2=_errs83===errors;if(errors=_errs82,vErrors!==null&&(_errs82?vErrors.length=_errs82:vErrors=null),_valid2){
let _errs85=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.options===void 0){let err71={instancePath:instancePath+"/cleanup/tasks/"+
i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/required",keyword:"required",params:{missingProperty:"options"},message:"must have requi\
red property 'options'"};vErrors===null?vErrors=[err71]:vErrors.push(err71),errors++}if(data21.options!==void 0){let data37=data21.options;if(data37&&typeof data37==
"object"&&!Array.isArray(data37)){if(data37.namespace===void 0){let err72={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cl\
eanup/properties/tasks/items/allOf/2/then/properties/options/required",keyword:"required",params:{missingProperty:"namespace"},message:"must have required prope\
rty 'namespace'"};vErrors===null?vErrors=[err72]:vErrors.push(err72),errors++}if(data37.template===void 0){let err73={instancePath:instancePath+"/cleanup/tasks/"+
i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/required",keyword:"required",params:{missingProperty:"temp\
late"},message:"must have required property 'template'"};vErrors===null?vErrors=[err73]:vErrors.push(err73),errors++}for(let key8 in data37)if(!(key8==="namespa\
ce"||key8==="template"||key8==="on"||key8==="whenDead"||key8==="keep"||key8==="logLines")){let err74={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",
schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key8},
message:"must NOT have additional properties"};vErrors===null?vErrors=[err74]:vErrors.push(err74),errors++}if(data37.namespace!==void 0){let data38=data37.namespace;
if(typeof data38=="string"){if(!pattern16.test(data38)){let err75={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/namespace",schemaPath:"#/properties/\
cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/namespace/pattern",keyword:"pattern",params:{pattern:"^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0\
-9])?$"},message:'must match pattern "^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$"'};vErrors===null?vErrors=[err75]:vErrors.push(err75),errors++}}else{let err76={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/namespace",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/namespace/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err76]:vErrors.push(err76),errors++}}if(data37.template!==void 0){let data39=data37.
template;if(validate21(data39,{instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template",parentData:data37,parentDataProperty:"template",rootData,dynamicAnchors})||
(vErrors=vErrors===null?validate21.errors:vErrors.concat(validate21.errors),errors=vErrors.length),data39&&typeof data39=="object"&&!Array.isArray(data39)){if(data39.
spec===void 0){let err77={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/the\
n/properties/options/properties/template/required",keyword:"required",params:{missingProperty:"spec"},message:"must have required property 'spec'"};vErrors===null?
vErrors=[err77]:vErrors.push(err77),errors++}for(let key9 in data39)if(!(key9==="metadata"||key9==="spec")){let err78={instancePath:instancePath+"/cleanup/tasks\
/"+i0+"/options/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/additionalProperties",keyword:"\
additionalProperties",params:{additionalProperty:key9},message:"must NOT have additional properties"};vErrors===null?vErrors=[err78]:vErrors.push(err78),errors++}
if(data39.metadata!==void 0){let data40=data39.metadata;if(data40&&typeof data40=="object"&&!Array.isArray(data40)){for(let key10 in data40)if(!(key10==="labels"||
key10==="annotations")){let err79={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/metadata",schemaPath:"#/properties/cleanup/properties/tasks\
/items/allOf/2/then/properties/options/properties/template/properties/metadata/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key10},
message:"must NOT have additional properties"};vErrors===null?vErrors=[err79]:vErrors.push(err79),errors++}}else{let err80={instancePath:instancePath+"/cleanup/\
tasks/"+i0+"/options/template/metadata",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/m\
etadata/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.template.properties.metadata.
type},message:"must be object"};vErrors===null?vErrors=[err80]:vErrors.push(err80),errors++}}if(data39.spec!==void 0){let data41=data39.spec;if(data41&&typeof data41==
"object"&&!Array.isArray(data41)){if(data41.template===void 0){let err81={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec",schemaPath:"#/\
properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/required",keyword:"required",params:{missingProperty:"\
template"},message:"must have required property 'template'"};vErrors===null?vErrors=[err81]:vErrors.push(err81),errors++}for(let key11 in data41)if(!func1.call(
schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.template.properties.spec.properties,key11)){let err82={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/template/spec",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/proper\
ties/spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key11},message:"must NOT have additional properties"};vErrors===null?vErrors=
[err82]:vErrors.push(err82),errors++}if(data41.template!==void 0){let data42=data41.template;if(data42&&typeof data42=="object"&&!Array.isArray(data42)){if(data42.
spec===void 0){let err83={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template",schemaPath:"#/properties/cleanup/properties/tasks/ite\
ms/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/required",keyword:"required",params:{missingProperty:"spec"},message:"\
must have required property 'spec'"};vErrors===null?vErrors=[err83]:vErrors.push(err83),errors++}for(let key12 in data42)if(!(key12==="metadata"||key12==="spec")){
let err84={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then\
/properties/options/properties/template/properties/spec/properties/template/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key12},
message:"must NOT have additional properties"};vErrors===null?vErrors=[err84]:vErrors.push(err84),errors++}if(data42.metadata!==void 0){let data43=data42.metadata;
if(data43&&typeof data43=="object"&&!Array.isArray(data43)){for(let key13 in data43)if(!(key13==="labels"||key13==="annotations")){let err85={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/template/spec/template/metadata",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properti\
es/template/properties/spec/properties/template/properties/metadata/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key13},message:"\
must NOT have additional properties"};vErrors===null?vErrors=[err85]:vErrors.push(err85),errors++}}else{let err86={instancePath:instancePath+"/cleanup/tasks/"+i0+
"/options/template/spec/template/metadata",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/propertie\
s/spec/properties/template/properties/metadata/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.
properties.template.properties.spec.properties.template.properties.metadata.type},message:"must be object"};vErrors===null?vErrors=[err86]:vErrors.push(err86),errors++}}
if(data42.spec!==void 0){let data44=data42.spec;if(data44&&typeof data44=="object"&&!Array.isArray(data44)){if(data44.containers===void 0){let err87={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/template/spec/template/spec",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/t\
emplate/properties/spec/properties/template/properties/spec/required",keyword:"required",params:{missingProperty:"containers"},message:"must have required prope\
rty 'containers'"};vErrors===null?vErrors=[err87]:vErrors.push(err87),errors++}if(data44.restartPolicy!==void 0){let data45=data44.restartPolicy;if(typeof data45!=
"string"){let err88={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/restartPolicy",schemaPath:"#/properties/cleanup/proper\
ties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/restartPolicy/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err88]:vErrors.push(err88),errors++}if(!(data45==="Never"||data45==="OnFailure")){
let err89={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/restartPolicy",schemaPath:"#/properties/cleanup/properties/tasks\
/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/restartPolicy/enum",keyword:"enum",params:{
allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.template.properties.spec.properties.template.properties.
spec.properties.restartPolicy.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err89]:vErrors.push(err89),errors++}}if(data44.
containers!==void 0){let data46=data44.containers;if(Array.isArray(data46)){if(data46.length<1){let err90={instancePath:instancePath+"/cleanup/tasks/"+i0+"/opti\
ons/template/spec/template/spec/containers",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properti\
es/spec/properties/template/properties/spec/properties/containers/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items"};vErrors===
null?vErrors=[err90]:vErrors.push(err90),errors++}let len1=data46.length;for(let i1=0;i1<len1;i1++){let data47=data46[i1];if(data47&&typeof data47=="object"&&!Array.
isArray(data47)){if(data47.name===void 0){let err91={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i1,schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/c\
ontainers/items/required",keyword:"required",params:{missingProperty:"name"},message:"must have required property 'name'"};vErrors===null?vErrors=[err91]:vErrors.
push(err91),errors++}if(data47.image===void 0){let err92={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i1,schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/c\
ontainers/items/required",keyword:"required",params:{missingProperty:"image"},message:"must have required property 'image'"};vErrors===null?vErrors=[err92]:vErrors.
push(err92),errors++}if(data47.name!==void 0){let data48=data47.name;if(typeof data48=="string"){if(func3(data48)<1){let err93={instancePath:instancePath+"/clea\
nup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i1+"/name",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/opt\
ions/properties/template/properties/spec/properties/template/properties/spec/properties/containers/items/properties/name/minLength",keyword:"minLength",params:{
limit:1},message:"must NOT have fewer than 1 characters"};vErrors===null?vErrors=[err93]:vErrors.push(err93),errors++}}else{let err94={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i1+"/name",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properti\
es/options/properties/template/properties/spec/properties/template/properties/spec/properties/containers/items/properties/name/type",keyword:"type",params:{type:"\
string"},message:"must be string"};vErrors===null?vErrors=[err94]:vErrors.push(err94),errors++}}if(data47.image!==void 0){let data49=data47.image;if(typeof data49==
"string"){if(func3(data49)<1){let err95={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i1+"/image",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/c\
ontainers/items/properties/image/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"};vErrors===null?vErrors=[err95]:
vErrors.push(err95),errors++}}else{let err96={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i1+"/image",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/c\
ontainers/items/properties/image/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err96]:vErrors.push(err96),errors++}}}else{
let err97={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i1,schemaPath:"#/properties/cleanup/properties/task\
s/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/containers/items/type",keyword:"type",
params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.template.properties.spec.properties.template.properties.
spec.properties.containers.items.type},message:"must be object"};vErrors===null?vErrors=[err97]:vErrors.push(err97),errors++}}}else{let err98={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/p\
roperties/template/properties/spec/properties/template/properties/spec/properties/containers/type",keyword:"type",params:{type:"array"},message:"must be array"};
vErrors===null?vErrors=[err98]:vErrors.push(err98),errors++}}if(data44.nodeName!==void 0){let err99={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/te\
mplate/spec/template/spec/nodeName",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/\
properties/template/properties/spec/properties/nodeName/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=
[err99]:vErrors.push(err99),errors++}}else{let err100={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec",schemaPath:"#/prope\
rties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/type",keyword:"type",
params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.template.properties.spec.properties.template.properties.
spec.type},message:"must be object"};vErrors===null?vErrors=[err100]:vErrors.push(err100),errors++}}}else{let err101={instancePath:instancePath+"/cleanup/tasks/"+
i0+"/options/template/spec/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec\
/properties/template/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.template.properties.
spec.properties.template.type},message:"must be object"};vErrors===null?vErrors=[err101]:vErrors.push(err101),errors++}}if(data41.activeDeadlineSeconds!==void 0){
let data51=data41.activeDeadlineSeconds;if(!(typeof data51=="number"&&!(data51%1)&&!isNaN(data51)&&isFinite(data51))){let err102={instancePath:instancePath+"/cl\
eanup/tasks/"+i0+"/options/template/spec/activeDeadlineSeconds",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properti\
es/template/properties/spec/properties/activeDeadlineSeconds/type",keyword:"type",params:{type:"integer"},message:"must be integer"};vErrors===null?vErrors=[err102]:
vErrors.push(err102),errors++}if(typeof data51=="number"&&isFinite(data51)&&(data51<1||isNaN(data51))){let err103={instancePath:instancePath+"/cleanup/tasks/"+i0+
"/options/template/spec/activeDeadlineSeconds",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/prope\
rties/spec/properties/activeDeadlineSeconds/minimum",keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1"};vErrors===null?vErrors=[err103]:
vErrors.push(err103),errors++}}if(data41.backoffLimit!==void 0){let data52=data41.backoffLimit;if(!(typeof data52=="number"&&!(data52%1)&&!isNaN(data52)&&isFinite(
data52))){let err104={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/backoffLimit",schemaPath:"#/properties/cleanup/properties/tasks/ite\
ms/allOf/2/then/properties/options/properties/template/properties/spec/properties/backoffLimit/type",keyword:"type",params:{type:"integer"},message:"must be int\
eger"};vErrors===null?vErrors=[err104]:vErrors.push(err104),errors++}if(typeof data52=="number"&&isFinite(data52)&&(data52<0||isNaN(data52))){let err105={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/template/spec/backoffLimit",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/te\
mplate/properties/spec/properties/backoffLimit/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"};vErrors===null?vErrors=[err105]:
vErrors.push(err105),errors++}}}else{let err106={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec",schemaPath:"#/properties/cleanup/proper\
ties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.tasks.
items.allOf[2].then.properties.options.properties.template.properties.spec.type},message:"must be object"};vErrors===null?vErrors=[err106]:vErrors.push(err106),
errors++}}}else{let err107={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/t\
hen/properties/options/properties/template/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err107]:vErrors.push(err107),
errors++}}if(data37.on!==void 0){let data53=data37.on;if(typeof data53!="string"){let err108={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/on",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/on/type",keyword:"type",params:{type:"string"},message:"must be string"};
vErrors===null?vErrors=[err108]:vErrors.push(err108),errors++}if(!(data53==="node"||data53==="anywhere")){let err109={instancePath:instancePath+"/cleanup/tasks/"+
i0+"/options/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/on/enum",keyword:"enum",params:{allowedValues:schema31.
properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.on.enum},message:"must be equal to one of the allowed values"};vErrors===null?
vErrors=[err109]:vErrors.push(err109),errors++}}if(data37.whenDead!==void 0){let data54=data37.whenDead;if(typeof data54!="string"){let err110={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/whenDead",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/whenDead/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err110]:vErrors.push(err110),errors++}if(!(data54==="block"||data54==="skip")){let err111={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/whenDead",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/prope\
rties/whenDead/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.whenDead.
enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err111]:vErrors.push(err111),errors++}}if(data37.keep!==void 0){let data55=data37.
keep;if(typeof data55=="string"){if(!pattern5.test(data55)){let err112={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/keep",schemaPath:"#/properties/\
cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/keep/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))\
+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err112]:vErrors.push(err112),errors++}}else{let err113={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/keep",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/keep/type",keyword:"type",
params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err113]:vErrors.push(err113),errors++}}if(data37.logLines!==void 0){let data56=data37.logLines;
if(!(typeof data56=="number"&&!(data56%1)&&!isNaN(data56)&&isFinite(data56))){let err114={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/logLines",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/logLines/type",keyword:"type",params:{type:"integer"},message:"must be in\
teger"};vErrors===null?vErrors=[err114]:vErrors.push(err114),errors++}if(typeof data56=="number"&&isFinite(data56)){if(data56>100||isNaN(data56)){let err115={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/logLines",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/logLines/maximum",keyword:"\
maximum",params:{comparison:"<=",limit:100},message:"must be <= 100"};vErrors===null?vErrors=[err115]:vErrors.push(err115),errors++}if(data56<0||isNaN(data56)){
let err116={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/logLines",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/o\
ptions/properties/logLines/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"};vErrors===null?vErrors=[err116]:vErrors.push(err116),
errors++}}}}else{let err117={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/prop\
erties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err117]:vErrors.push(err117),errors++}}if(data21.stage!==
void 0){let data57=data21.stage;if(!(data57==="before"||data57==="after")){let err118={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/pro\
perties/cleanup/properties/tasks/items/allOf/2/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.
allOf[2].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err118]:vErrors.push(err118),errors++}}if(data21.
on!==void 0){let err119={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/on\
/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err119]:vErrors.push(err119),errors++}}var _valid2=_errs85===
errors;if(valid16=_valid2,valid16){var props2={};props2.options=!0,props2.stage=!0,props2.on=!0,props2.task=!0}}if(!valid16){let err120={instancePath:instancePath+
"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" \
schema'};vErrors===null?vErrors=[err120]:vErrors.push(err120),errors++}props0!==!0&&props2!==void 0&&(props2===!0?props0=!0:(props0=props0||{},Object.assign(props0,
props2)));let _errs132=errors,valid27=!0,_errs133=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing3;if(data21.task===void 0&&(missing3=
"task")){let err121={};vErrors===null?vErrors=[err121]:vErrors.push(err121),errors++}else if(data21.task!==void 0&&data21.task!=="local-volumes"){let err122={};
vErrors===null?vErrors=[err122]:vErrors.push(err122),errors++}}var _valid3=_errs133===errors;if(errors=_errs132,vErrors!==null&&(_errs132?vErrors.length=_errs132:
vErrors=null),_valid3){let _errs135=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.options!==void 0){let data60=data21.options;if(data60&&
typeof data60=="object"&&!Array.isArray(data60)){for(let key14 in data60)if(!(key14==="deleteClaims"||key14==="keepNamespaces"||key14==="topologyKeys")){let err123={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/additionalProp\
erties",keyword:"additionalProperties",params:{additionalProperty:key14},message:"must NOT have additional properties"};vErrors===null?vErrors=[err123]:vErrors.
push(err123),errors++}if(data60.deleteClaims!==void 0){let data61=data60.deleteClaims;if(Array.isArray(data61)){let len2=data61.length;for(let i2=0;i2<len2;i2++){
let data62=data61[i2];if(typeof data62=="string"){if(func3(data62)>253){let err124={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/deleteClaims/"+i2,schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/deleteClaims/items/maxLength",keyword:"maxLength",params:{limit:253},message:"\
must NOT have more than 253 characters"};vErrors===null?vErrors=[err124]:vErrors.push(err124),errors++}if(!pattern19.test(data62)){let err125={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/deleteClaims/"+i2,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/deleteClaims\
/items/pattern",keyword:"pattern",params:{pattern:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},message:'must match pattern "^[a-z0-9]([\
-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"'};vErrors===null?vErrors=[err125]:vErrors.push(err125),errors++}}else{let err126={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/deleteClaims/"+i2,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/deleteClaims\
/items/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err126]:vErrors.push(err126),errors++}}let i3=data61.length,
j0;if(i3>1){let indices0={};for(;i3--;){let item0=data61[i3];if(typeof item0=="string"){if(typeof indices0[item0]=="number"){j0=indices0[item0];let err127={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/deleteClaims",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/deleteClaims/uni\
queItems",keyword:"uniqueItems",params:{i:i3,j:j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i3+" are identical)"};vErrors===null?vErrors=[err127]:
vErrors.push(err127),errors++;break}indices0[item0]=i3}}}}else{let err128={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/deleteClaims",schemaPath:"#/\
properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/deleteClaims/type",keyword:"type",params:{type:"array"},message:"must be ar\
ray"};vErrors===null?vErrors=[err128]:vErrors.push(err128),errors++}}if(data60.keepNamespaces!==void 0){let data63=data60.keepNamespaces;if(Array.isArray(data63)){
let len3=data63.length;for(let i4=0;i4<len3;i4++){let data64=data63[i4];if(typeof data64=="string"){if(func3(data64)>63){let err129={instancePath:instancePath+"\
/cleanup/tasks/"+i0+"/options/keepNamespaces/"+i4,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/keepNamespa\
ces/items/maxLength",keyword:"maxLength",params:{limit:63},message:"must NOT have more than 63 characters"};vErrors===null?vErrors=[err129]:vErrors.push(err129),
errors++}if(!pattern20.test(data64)){let err130={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/keepNamespaces/"+i4,schemaPath:"#/properties/cleanup/p\
roperties/tasks/items/allOf/3/then/properties/options/properties/keepNamespaces/items/pattern",keyword:"pattern",params:{pattern:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\
$"},message:'must match pattern "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"'};vErrors===null?vErrors=[err130]:vErrors.push(err130),errors++}}else{let err131={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/keepNamespaces/"+i4,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/keepNamesp\
aces/items/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err131]:vErrors.push(err131),errors++}}let i5=data63.length,
j1;if(i5>1){let indices1={};for(;i5--;){let item1=data63[i5];if(typeof item1=="string"){if(typeof indices1[item1]=="number"){j1=indices1[item1];let err132={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/keepNamespaces",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/keepNamespaces\
/uniqueItems",keyword:"uniqueItems",params:{i:i5,j:j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i5+" are identical)"};vErrors===null?vErrors=
[err132]:vErrors.push(err132),errors++;break}indices1[item1]=i5}}}}else{let err133={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/keepNamespaces",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/keepNamespaces/type",keyword:"type",params:{type:"array"},message:"must b\
e array"};vErrors===null?vErrors=[err133]:vErrors.push(err133),errors++}}if(data60.topologyKeys!==void 0){let data65=data60.topologyKeys;if(Array.isArray(data65)){
let len4=data65.length;for(let i6=0;i6<len4;i6++){let data66=data65[i6];if(typeof data66=="string"){if(func3(data66)>317){let err134={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/topologyKeys/"+i6,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/topologyKeys\
/items/maxLength",keyword:"maxLength",params:{limit:317},message:"must NOT have more than 317 characters"};vErrors===null?vErrors=[err134]:vErrors.push(err134),
errors++}if(!pattern21.test(data66)){let err135={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/topologyKeys/"+i6,schemaPath:"#/properties/cleanup/pro\
perties/tasks/items/allOf/3/then/properties/options/properties/topologyKeys/items/pattern",keyword:"pattern",params:{pattern:"^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.\
][a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$"},message:'must match pattern "^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9\
]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$"'};vErrors===null?vErrors=[err135]:vErrors.push(err135),errors++}}else{let err136={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/topologyKeys/"+i6,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/topologyKeys\
/items/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err136]:vErrors.push(err136),errors++}}let i7=data65.length,
j2;if(i7>1){let indices2={};for(;i7--;){let item2=data65[i7];if(typeof item2=="string"){if(typeof indices2[item2]=="number"){j2=indices2[item2];let err137={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/topologyKeys",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/topologyKeys/uni\
queItems",keyword:"uniqueItems",params:{i:i7,j:j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i7+" are identical)"};vErrors===null?vErrors=[err137]:
vErrors.push(err137),errors++;break}indices2[item2]=i7}}}}else{let err138={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/topologyKeys",schemaPath:"#/\
properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/topologyKeys/type",keyword:"type",params:{type:"array"},message:"must be ar\
ray"};vErrors===null?vErrors=[err138]:vErrors.push(err138),errors++}}}else{let err139={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/p\
roperties/cleanup/properties/tasks/items/allOf/3/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=
[err139]:vErrors.push(err139),errors++}}if(data21.stage!==void 0&&data21.stage!=="before"){let err140={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.
items.allOf[3].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err140]:vErrors.push(err140),errors++}if(data21.
on!==void 0){let err141={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/on\
/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err141]:vErrors.push(err141),errors++}}var _valid3=_errs135===
errors;if(valid27=_valid3,valid27){var props3={};props3.options=!0,props3.stage=!0,props3.on=!0,props3.task=!0}}if(!valid27){let err142={instancePath:instancePath+
"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" \
schema'};vErrors===null?vErrors=[err142]:vErrors.push(err142),errors++}props0!==!0&&props3!==void 0&&(props3===!0?props0=!0:(props0=props0||{},Object.assign(props0,
props3)));let _errs153=errors,valid40=!0,_errs154=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing4;if(data21.task===void 0&&(missing4=
"task")){let err143={};vErrors===null?vErrors=[err143]:vErrors.push(err143),errors++}else if(data21.task!==void 0&&data21.task!=="notify"){let err144={};vErrors===
null?vErrors=[err144]:vErrors.push(err144),errors++}}var _valid4=_errs154===errors;if(errors=_errs153,vErrors!==null&&(_errs153?vErrors.length=_errs153:vErrors=
null),_valid4){let _errs156=errors,_errs157=errors,valid42=!1,_errs158=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)&&data21.on===void 0){let err145={
instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/anyOf/0/required",keyword:"required",params:{
missingProperty:"on"},message:"must have required property 'on'"};vErrors===null?vErrors=[err145]:vErrors.push(err145),errors++}var _valid5=_errs158===errors;valid42=
valid42||_valid5;let _errs159=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)&&data21.stage===void 0){let err146={instancePath:instancePath+"/\
cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/anyOf/1/required",keyword:"required",params:{missingProperty:"stage"},message:"\
must have required property 'stage'"};vErrors===null?vErrors=[err146]:vErrors.push(err146),errors++}var _valid5=_errs159===errors;if(valid42=valid42||_valid5,valid42)
errors=_errs157,vErrors!==null&&(_errs157?vErrors.length=_errs157:vErrors=null);else{let err147={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/pr\
operties/cleanup/properties/tasks/items/allOf/4/then/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};vErrors===null?vErrors=[err147]:vErrors.
push(err147),errors++}if(data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.options===void 0){let err148={instancePath:instancePath+"/cleanup/ta\
sks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/required",keyword:"required",params:{missingProperty:"options"},message:"must have\
 required property 'options'"};vErrors===null?vErrors=[err148]:vErrors.push(err148),errors++}if(data21.options!==void 0){let data70=data21.options,_errs162=errors,
valid44=!1,_errs163=errors;if(data70&&typeof data70=="object"&&!Array.isArray(data70)&&data70.url===void 0){let err149={instancePath:instancePath+"/cleanup/task\
s/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/anyOf/0/required",keyword:"required",params:{missingProperty:"\
url"},message:"must have required property 'url'"};vErrors===null?vErrors=[err149]:vErrors.push(err149),errors++}var _valid6=_errs163===errors;valid44=valid44||
_valid6;let _errs164=errors;if(data70&&typeof data70=="object"&&!Array.isArray(data70)&&data70.urlFile===void 0){let err150={instancePath:instancePath+"/cleanup\
/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/anyOf/1/required",keyword:"required",params:{missingProperty:"\
urlFile"},message:"must have required property 'urlFile'"};vErrors===null?vErrors=[err150]:vErrors.push(err150),errors++}var _valid6=_errs164===errors;if(valid44=
valid44||_valid6,valid44)errors=_errs162,vErrors!==null&&(_errs162?vErrors.length=_errs162:vErrors=null);else{let err151={instancePath:instancePath+"/cleanup/ta\
sks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/anyOf",keyword:"anyOf",params:{},message:"must match\
 a schema in anyOf"};vErrors===null?vErrors=[err151]:vErrors.push(err151),errors++}if(data70&&typeof data70=="object"&&!Array.isArray(data70)){for(let key15 in data70)
if(!(key15==="url"||key15==="urlFile"||key15==="body"||key15==="headersFile"||key15==="caFile"||key15==="timeout")){let err152={instancePath:instancePath+"/clea\
nup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/additionalProperties",keyword:"additionalPrope\
rties",params:{additionalProperty:key15},message:"must NOT have additional properties"};vErrors===null?vErrors=[err152]:vErrors.push(err152),errors++}if(data70.
url!==void 0){let data71=data70.url;if(typeof data71=="string"){if(!pattern22.test(data71)){let err153={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options\
/url",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/url/pattern",keyword:"pattern",params:{pattern:"^$|^htt\
ps?://[^\\s/]+"},message:'must match pattern "^$|^https?://[^\\s/]+"'};vErrors===null?vErrors=[err153]:vErrors.push(err153),errors++}}else{let err154={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/url",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/url/type",keyword:"type",
params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err154]:vErrors.push(err154),errors++}}if(data70.urlFile!==void 0&&typeof data70.urlFile!=
"string"){let err155={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/urlFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/pro\
perties/options/properties/urlFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err155]:vErrors.push(err155),errors++}
if(data70.body!==void 0){let data73=data70.body;if(typeof data73=="string"){if(!pattern23.test(data73)){let err156={instancePath:instancePath+"/cleanup/tasks/"+
i0+"/options/body",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/body/pattern",keyword:"pattern",params:{pattern:"\
^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$"},message:'must match pattern "^(?:\
[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$"'};vErrors===null?vErrors=[err156]:vErrors.
push(err156),errors++}}else{let err157={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/body",schemaPath:"#/properties/cleanup/properties/tasks/items/a\
llOf/4/then/properties/options/properties/body/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err157]:vErrors.push(
err157),errors++}}if(data70.headersFile!==void 0&&typeof data70.headersFile!="string"){let err158={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/head\
ersFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/headersFile/type",keyword:"type",params:{type:"strin\
g"},message:"must be string"};vErrors===null?vErrors=[err158]:vErrors.push(err158),errors++}if(data70.caFile!==void 0&&typeof data70.caFile!="string"){let err159={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/caFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/propert\
ies/caFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err159]:vErrors.push(err159),errors++}if(data70.timeout!==
void 0){let data76=data70.timeout;if(typeof data76=="string"){if(!pattern5.test(data76)){let err160={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/ti\
meout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/timeout/pattern",keyword:"pattern",params:{pattern:"^(\
?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err160]:vErrors.push(err160),
errors++}}else{let err161={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/the\
n/properties/options/properties/timeout/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err161]:vErrors.push(err161),
errors++}}}else{let err162={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/prope\
rties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err162]:vErrors.push(err162),errors++}}if(data21.stage!==
void 0){let data77=data21.stage;if(!(data77==="before"||data77==="after")){let err163={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/pro\
perties/cleanup/properties/tasks/items/allOf/4/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.
allOf[4].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err163]:vErrors.push(err163),errors++}}}var _valid4=_errs156===
errors;if(valid40=_valid4,valid40){var props4={};props4.options=!0,props4.stage=!0,props4.task=!0}}if(!valid40){let err164={instancePath:instancePath+"/cleanup/\
tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===
null?vErrors=[err164]:vErrors.push(err164),errors++}props0!==!0&&props4!==void 0&&(props4===!0?props0=!0:(props0=props0||{},Object.assign(props0,props4)));let _errs180=errors,
valid46=!0,_errs181=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing5;if(data21.task===void 0&&(missing5="task")){let err165={};vErrors===
null?vErrors=[err165]:vErrors.push(err165),errors++}else if(data21.task!==void 0&&data21.task!=="volumes-detach"){let err166={};vErrors===null?vErrors=[err166]:
vErrors.push(err166),errors++}}var _valid7=_errs181===errors;if(errors=_errs180,vErrors!==null&&(_errs180?vErrors.length=_errs180:vErrors=null),_valid7){let _errs183=errors;
if(data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.options!==void 0){let data79=data21.options;if(data79&&typeof data79=="object"&&!Array.isArray(
data79)){for(let key16 in data79)if(!(key16==="outOfService"||key16==="forceDetach"||key16==="proofURL"||key16==="proofHeadersFile"||key16==="proofCAFile"||key16===
"proofTimeout")){let err167={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/prop\
erties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key16},message:"must NOT have additional properties"};vErrors===null?
vErrors=[err167]:vErrors.push(err167),errors++}if(data79.outOfService!==void 0&&typeof data79.outOfService!="boolean"){let err168={instancePath:instancePath+"/c\
leanup/tasks/"+i0+"/options/outOfService",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/properties/outOfService/type",
keyword:"type",params:{type:"boolean"},message:"must be boolean"};vErrors===null?vErrors=[err168]:vErrors.push(err168),errors++}if(data79.forceDetach!==void 0&&
typeof data79.forceDetach!="boolean"){let err169={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/forceDetach",schemaPath:"#/properties/cleanup/propert\
ies/tasks/items/allOf/5/then/properties/options/properties/forceDetach/type",keyword:"type",params:{type:"boolean"},message:"must be boolean"};vErrors===null?vErrors=
[err169]:vErrors.push(err169),errors++}if(data79.proofURL!==void 0){let data82=data79.proofURL;if(typeof data82=="string"){if(!pattern22.test(data82)){let err170={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/proofURL",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/prope\
rties/proofURL/pattern",keyword:"pattern",params:{pattern:"^$|^https?://[^\\s/]+"},message:'must match pattern "^$|^https?://[^\\s/]+"'};vErrors===null?vErrors=
[err170]:vErrors.push(err170),errors++}}else{let err171={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/proofURL",schemaPath:"#/properties/cleanup/pro\
perties/tasks/items/allOf/5/then/properties/options/properties/proofURL/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=
[err171]:vErrors.push(err171),errors++}}if(data79.proofHeadersFile!==void 0&&typeof data79.proofHeadersFile!="string"){let err172={instancePath:instancePath+"/c\
leanup/tasks/"+i0+"/options/proofHeadersFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/properties/proofHeadersFil\
e/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err172]:vErrors.push(err172),errors++}if(data79.proofCAFile!==void 0&&
typeof data79.proofCAFile!="string"){let err173={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/proofCAFile",schemaPath:"#/properties/cleanup/properti\
es/tasks/items/allOf/5/then/properties/options/properties/proofCAFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=
[err173]:vErrors.push(err173),errors++}if(data79.proofTimeout!==void 0){let data85=data79.proofTimeout;if(typeof data85=="string"){if(!pattern5.test(data85)){let err174={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/proofTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/p\
roperties/proofTimeout/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+\
)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err174]:vErrors.push(err174),errors++}}else{let err175={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/pr\
oofTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/properties/proofTimeout/type",keyword:"type",params:{type:"s\
tring"},message:"must be string"};vErrors===null?vErrors=[err175]:vErrors.push(err175),errors++}}}else{let err176={instancePath:instancePath+"/cleanup/tasks/"+i0+
"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be \
object"};vErrors===null?vErrors=[err176]:vErrors.push(err176),errors++}}if(data21.stage!==void 0&&data21.stage!=="before"){let err177={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.
properties.cleanup.properties.tasks.items.allOf[5].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err177]:
vErrors.push(err177),errors++}if(data21.on!==void 0){let err178={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/propertie\
s/tasks/items/allOf/5/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err178]:vErrors.
push(err178),errors++}}var _valid7=_errs183===errors;if(valid46=_valid7,valid46){var props5={};props5.options=!0,props5.stage=!0,props5.on=!0,props5.task=!0}}if(!valid46){
let err179={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/if",keyword:"if",params:{failingKeyword:"\
then"},message:'must match "then" schema'};vErrors===null?vErrors=[err179]:vErrors.push(err179),errors++}props0!==!0&&props5!==void 0&&(props5===!0?props0=!0:(props0=
props0||{},Object.assign(props0,props5)));let _errs201=errors,valid50=!0,_errs202=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing6;
if(data21.on===void 0&&(missing6="on")){let err180={};vErrors===null?vErrors=[err180]:vErrors.push(err180),errors++}}var _valid8=_errs202===errors;if(errors=_errs201,
vErrors!==null&&(_errs201?vErrors.length=_errs201:vErrors=null),_valid8){let _errs203=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.
stage!==void 0){let err181={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/6/then/propert\
ies/stage/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err181]:vErrors.push(err181),errors++}if(data21.
onTimeout!==void 0&&data21.onTimeout!=="continue"){let err182={instancePath:instancePath+"/cleanup/tasks/"+i0+"/onTimeout",schemaPath:"#/properties/cleanup/prop\
erties/tasks/items/allOf/6/then/properties/onTimeout/const",keyword:"const",params:{allowedValue:"continue"},message:"must be equal to constant"};vErrors===null?
vErrors=[err182]:vErrors.push(err182),errors++}}var _valid8=_errs203===errors;if(valid50=_valid8,valid50){var props6={};props6.stage=!0,props6.onTimeout=!0}}if(!valid50){
let err183={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/6/if",keyword:"if",params:{failingKeyword:"\
then"},message:'must match "then" schema'};vErrors===null?vErrors=[err183]:vErrors.push(err183),errors++}if(props0!==!0&&props6!==void 0&&(props6===!0?props0=!0:
(props0=props0||{},Object.assign(props0,props6))),data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.task===void 0){let err184={instancePath:instancePath+
"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/required",keyword:"required",params:{missingProperty:"task"},message:"must have req\
uired property 'task'"};vErrors===null?vErrors=[err184]:vErrors.push(err184),errors++}for(let key17 in data21)if(!(key17==="task"||key17==="name"||key17==="stag\
e"||key17==="on"||key17==="needs"||key17==="timeout"||key17==="onTimeout"||key17==="options")){let err185={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"\
#/properties/cleanup/properties/tasks/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key17},message:"must NOT have additi\
onal properties"};vErrors===null?vErrors=[err185]:vErrors.push(err185),errors++}if(data21.task!==void 0){let data90=data21.task;if(typeof data90!="string"){let err186={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/task",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/task/type",keyword:"type",params:{type:"\
string"},message:"must be string"};vErrors===null?vErrors=[err186]:vErrors.push(err186),errors++}if(!(data90==="cordon"||data90==="drain"||data90==="job"||data90===
"local-volumes"||data90==="notify"||data90==="volumes-detach")){let err187={instancePath:instancePath+"/cleanup/tasks/"+i0+"/task",schemaPath:"#/properties/clea\
nup/properties/tasks/items/properties/task/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.properties.task.enum},message:"\
must be equal to one of the allowed values"};vErrors===null?vErrors=[err187]:vErrors.push(err187),errors++}}if(data21.name!==void 0){let data91=data21.name;if(typeof data91==
"string"){if(!pattern27.test(data91)){let err188={instancePath:instancePath+"/cleanup/tasks/"+i0+"/name",schemaPath:"#/properties/cleanup/properties/tasks/items\
/properties/name/pattern",keyword:"pattern",params:{pattern:"^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$"},message:'must match pattern "^[a-z0-9](?:[-a-z0-9.]{0,61}\
[a-z0-9])?$"'};vErrors===null?vErrors=[err188]:vErrors.push(err188),errors++}}else{let err189={instancePath:instancePath+"/cleanup/tasks/"+i0+"/name",schemaPath:"\
#/properties/cleanup/properties/tasks/items/properties/name/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err189]:
vErrors.push(err189),errors++}}if(data21.stage!==void 0){let data92=data21.stage;if(typeof data92!="string"){let err190={instancePath:instancePath+"/cleanup/tas\
ks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/stage/type",keyword:"type",params:{type:"string"},message:"must be string"};
vErrors===null?vErrors=[err190]:vErrors.push(err190),errors++}if(!(data92==="before"||data92==="after")){let err191={instancePath:instancePath+"/cleanup/tasks/"+
i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.
tasks.items.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err191]:vErrors.push(err191),errors++}}if(data21.
on!==void 0){let data93=data21.on;if(Array.isArray(data93)){if(data93.length<1){let err192={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/p\
roperties/cleanup/properties/tasks/items/properties/on/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items"};vErrors===null?
vErrors=[err192]:vErrors.push(err192),errors++}let len5=data93.length;for(let i8=0;i8<len5;i8++){let data94=data93[i8];if(typeof data94!="string"){let err193={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/on/"+i8,schemaPath:"#/properties/cleanup/properties/tasks/items/properties/on/items/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err193]:vErrors.push(err193),errors++}if(!(data94==="held"||data94==="started"||data94==="blocked"||data94==="released"||
data94==="failed"||data94==="skipped"||data94==="finished")){let err194={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on/"+i8,schemaPath:"#/properties/clean\
up/properties/tasks/items/properties/on/items/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.properties.on.items.
enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err194]:vErrors.push(err194),errors++}}}else{let err195={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/on/type",keyword:"type",params:{type:"array"},message:"must be arr\
ay"};vErrors===null?vErrors=[err195]:vErrors.push(err195),errors++}}if(data21.needs!==void 0){let data95=data21.needs;if(Array.isArray(data95)){let len6=data95.
length;for(let i9=0;i9<len6;i9++)if(typeof data95[i9]!="string"){let err196={instancePath:instancePath+"/cleanup/tasks/"+i0+"/needs/"+i9,schemaPath:"#/propertie\
s/cleanup/properties/tasks/items/properties/needs/items/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err196]:vErrors.
push(err196),errors++}}else{let err197={instancePath:instancePath+"/cleanup/tasks/"+i0+"/needs",schemaPath:"#/properties/cleanup/properties/tasks/items/properti\
es/needs/type",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===null?vErrors=[err197]:vErrors.push(err197),errors++}}if(data21.timeout!==
void 0){let data97=data21.timeout;if(typeof data97=="string"){if(!pattern5.test(data97)){let err198={instancePath:instancePath+"/cleanup/tasks/"+i0+"/timeout",schemaPath:"\
#/properties/cleanup/properties/tasks/items/properties/timeout/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'mu\
st match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err198]:vErrors.push(err198),errors++}}else{let err199={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/timeout/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err199]:vErrors.push(err199),errors++}}if(data21.onTimeout!==void 0){let data98=data21.onTimeout;if(typeof data98!="str\
ing"){let err200={instancePath:instancePath+"/cleanup/tasks/"+i0+"/onTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/onTimeout/type",
keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err200]:vErrors.push(err200),errors++}if(!(data98==="block"||data98==="c\
ontinue")){let err201={instancePath:instancePath+"/cleanup/tasks/"+i0+"/onTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/onTimeout/\
enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.properties.onTimeout.enum},message:"must be equal to one of the al\
lowed values"};vErrors===null?vErrors=[err201]:vErrors.push(err201),errors++}}if(data21.options!==void 0){let data99=data21.options;if(!(data99&&typeof data99==
"object"&&!Array.isArray(data99))){let err202={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items\
/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err202]:vErrors.push(err202),errors++}}}else{let err203={
instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/type",keyword:"type",params:{type:"object"},message:"must\
 be object"};vErrors===null?vErrors=[err203]:vErrors.push(err203),errors++}}}else{let err204={instancePath:instancePath+"/cleanup/tasks",schemaPath:"#/propertie\
s/cleanup/properties/tasks/type",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===null?vErrors=[err204]:vErrors.push(err204),errors++}}}else{
let err205={instancePath:instancePath+"/cleanup",schemaPath:"#/properties/cleanup/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===
null?vErrors=[err205]:vErrors.push(err205),errors++}}}else{let err206={instancePath,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"};vErrors===null?vErrors=[err206]:vErrors.push(err206),errors++}return validate20.errors=vErrors,errors===0}validate20.evaluated={props:!0,dynamicProps:!1,
dynamicItems:!1};export{stdin_default as default,validate};
