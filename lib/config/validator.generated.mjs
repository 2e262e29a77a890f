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
]+)?(?:ms|h|m|s))+$",default:"5m",description:"Never longer than this."}}},tasks:{type:"array",maxItems:100,items:{type:"object",additionalProperties:!1,required:[
"task"],properties:{task:{type:"string",enum:["cordon","drain","job","notify","volumes-detach"],description:"The kind of task."},name:{type:"string",pattern:"^[\
a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$",description:"What `needs`, the record and the skip annotation call it: small letters, digits, `-` and `.`. Without it the\
 kind is the name, so a second task of a kind must have one."},stage:{type:"string",enum:["before","after"],description:"Before the release of the Node, or afte\
r the Node is gone."},on:{type:"array",minItems:1,items:{type:"string",enum:["held","started","blocked","released","failed","skipped"]},description:"In place of\
 `stage`: the moments at which it runs, each once. It holds up nothing but the end of the record, and is given up at its timeout."},needs:{type:"array",items:{type:"\
string"},default:[],description:"Names of tasks of the same stage that must be over first: done, skipped or given up. Tasks that do not need each other run in p\
arallel."},timeout:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",description:"Counted from the first run of the task; `0s` is none.",examples:[
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
successPolicy:{},suspend:{}},required:["template"],additionalProperties:!1,description:"As in a Job; `restartPolicy` is `Never` unless told otherwise."}},description:"\
The Job: `metadata.labels`, `metadata.annotations` and `spec`, with placeholders such as {{node}} in its texts; docs/tasks/job.md lists them."},on:{type:"string",
enum:["node","anywhere"],default:"node",description:"Where its pods run: `node`, on the Node that is removed, whatever its taints; `anywhere`, on any other Node\
, as the scheduler decides."},whenDead:{type:"string",enum:["block","skip"],default:"block",description:"What to do when it should run on a Node that is dead: w\
ait for a person, or go on without the Job."},keep:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"1h",description:"How long a Job tha\
t has succeeded is kept. Any other is kept until it is deleted, or the record of the operation is."},logLines:{type:"integer",minimum:0,maximum:100,default:20,description:"\
How many of the last lines of a failed pod's log are read for the message; 0 is none. They end up in the record and in Events."}}},stage:{enum:["before","after"]},
on:!1}}},{if:{required:["task"],properties:{task:{const:"notify"}}},then:{required:["options"],properties:{options:{type:"object",additionalProperties:!1,anyOf:[
{required:["url"]},{required:["urlFile"]}],properties:{url:{type:"string",pattern:"^$|^https?://[^\\s/]+",default:"",description:"Where to send it: http:// or h\
ttps://."},urlFile:{type:"string",default:"",description:"A file that holds the url, for one that is a secret itself; read each time."},body:{type:"string",pattern:"\
^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$",default:`{
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
u"),pattern5=new RegExp("^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$","u"),pattern10=new RegExp("^$|^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$","u"),pattern12=new RegExp(
"^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$","u"),pattern15=new RegExp("^$|^https?://[^\\s/]+","u"),pattern16=new RegExp("^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeU\
ID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$","u"),pattern20=new RegExp("^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$","u");var pattern13=new RegExp("^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|requestedAt)\\s*[}][}])*$","u"),wrapper0={validate:validate21};
function validate21(data,{instancePath="",parentData,parentDataProperty,rootData=data,dynamicAnchors={}}={}){let vErrors=null,errors=0,evaluated0=validate21.evaluated;
if(evaluated0.dynamicProps&&(evaluated0.props=void 0),evaluated0.dynamicItems&&(evaluated0.items=void 0),typeof data=="string"&&!pattern13.test(data)){let err0={
instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|requestedAt)\\s*[}\
][}])*$"},message:'must match pattern "^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|requestedAt)\\s*[}][}])*$"'};vErrors===null?vErrors=
[err0]:vErrors.push(err0),errors++}if(Array.isArray(data)){let len0=data.length;for(let i0=0;i0<len0;i0++)wrapper0.validate(data[i0],{instancePath:instancePath+
"/"+i0,parentData:data,parentDataProperty:i0,rootData,dynamicAnchors})||(vErrors=vErrors===null?wrapper0.validate.errors:vErrors.concat(wrapper0.validate.errors),
errors=vErrors.length)}if(data&&typeof data=="object"&&!Array.isArray(data))for(let key0 in data)wrapper0.validate(data[key0],{instancePath:instancePath+"/"+key0.
replace(/~/g,"~0").replace(/\//g,"~1"),parentData:data,parentDataProperty:key0,rootData,dynamicAnchors})||(vErrors=vErrors===null?wrapper0.validate.errors:vErrors.
concat(wrapper0.validate.errors),errors=vErrors.length);return validate21.errors=vErrors,errors===0}validate21.evaluated={props:!0,items:!0,dynamicProps:!1,dynamicItems:!1};
var func1=Object.prototype.hasOwnProperty,func2=require_ucs2length().default;function validate20(data,{instancePath="",parentData,parentDataProperty,rootData=data,
dynamicAnchors={}}={}){let vErrors=null,errors=0,evaluated0=validate20.evaluated;if(evaluated0.dynamicProps&&(evaluated0.props=void 0),evaluated0.dynamicItems&&
(evaluated0.items=void 0),data&&typeof data=="object"&&!Array.isArray(data)){for(let key0 in data)if(!(key0==="prefix"||key0==="nodeSelector"||key0==="cleanup")){
let err0={instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key0},message:"must NOT have additional pro\
perties"};vErrors===null?vErrors=[err0]:vErrors.push(err0),errors++}if(data.prefix!==void 0){let data0=data.prefix;if(typeof data0=="string"){if(!pattern4.test(
data0)){let err1={instancePath:instancePath+"/prefix",schemaPath:"#/properties/prefix/pattern",keyword:"pattern",params:{pattern:"^(?=.{1,253}$)[a-z0-9](?:[-a-z\
0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$"},message:'must match pattern "^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[\
a-z0-9])?)*$"'};vErrors===null?vErrors=[err1]:vErrors.push(err1),errors++}}else{let err2={instancePath:instancePath+"/prefix",schemaPath:"#/properties/prefix/ty\
pe",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err2]:vErrors.push(err2),errors++}}if(data.nodeSelector!==void 0&&typeof data.
nodeSelector!="string"){let err3={instancePath:instancePath+"/nodeSelector",schemaPath:"#/properties/nodeSelector/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err3]:vErrors.push(err3),errors++}if(data.cleanup!==void 0){let data2=data.cleanup;if(data2&&typeof data2=="object"&&!Array.
isArray(data2)){for(let key1 in data2)if(!(key1==="concurrency"||key1==="deadline"||key1==="onDeadline"||key1==="deadAfter"||key1==="keepFinished"||key1==="retr\
y"||key1==="tasks")){let err4={instancePath:instancePath+"/cleanup",schemaPath:"#/properties/cleanup/additionalProperties",keyword:"additionalProperties",params:{
additionalProperty:key1},message:"must NOT have additional properties"};vErrors===null?vErrors=[err4]:vErrors.push(err4),errors++}if(data2.concurrency!==void 0){
let data3=data2.concurrency;if(!(typeof data3=="number"&&!(data3%1)&&!isNaN(data3)&&isFinite(data3))){let err5={instancePath:instancePath+"/cleanup/concurrency",
schemaPath:"#/properties/cleanup/properties/concurrency/type",keyword:"type",params:{type:"integer"},message:"must be integer"};vErrors===null?vErrors=[err5]:vErrors.
push(err5),errors++}if(typeof data3=="number"&&isFinite(data3)){if(data3>1e3||isNaN(data3)){let err6={instancePath:instancePath+"/cleanup/concurrency",schemaPath:"\
#/properties/cleanup/properties/concurrency/maximum",keyword:"maximum",params:{comparison:"<=",limit:1e3},message:"must be <= 1000"};vErrors===null?vErrors=[err6]:
vErrors.push(err6),errors++}if(data3<1||isNaN(data3)){let err7={instancePath:instancePath+"/cleanup/concurrency",schemaPath:"#/properties/cleanup/properties/con\
currency/minimum",keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1"};vErrors===null?vErrors=[err7]:vErrors.push(err7),errors++}}}if(data2.
deadline!==void 0){let data4=data2.deadline;if(typeof data4=="string"){if(!pattern5.test(data4)){let err8={instancePath:instancePath+"/cleanup/deadline",schemaPath:"\
#/properties/cleanup/properties/deadline/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:\
[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err8]:vErrors.push(err8),errors++}}else{let err9={instancePath:instancePath+"/cleanup/deadline",schemaPath:"\
#/properties/cleanup/properties/deadline/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err9]:vErrors.push(err9),
errors++}}if(data2.onDeadline!==void 0){let data5=data2.onDeadline;if(typeof data5!="string"){let err10={instancePath:instancePath+"/cleanup/onDeadline",schemaPath:"\
#/properties/cleanup/properties/onDeadline/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err10]:vErrors.push(err10),
errors++}if(!(data5==="block"||data5==="continue")){let err11={instancePath:instancePath+"/cleanup/onDeadline",schemaPath:"#/properties/cleanup/properties/onDea\
dline/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.onDeadline.enum},message:"must be equal to one of the allowed values"};vErrors===
null?vErrors=[err11]:vErrors.push(err11),errors++}}if(data2.deadAfter!==void 0){let data6=data2.deadAfter;if(typeof data6=="string"){if(!pattern5.test(data6)){let err12={
instancePath:instancePath+"/cleanup/deadAfter",schemaPath:"#/properties/cleanup/properties/deadAfter/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.\
][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err12]:vErrors.push(err12),errors++}}else{
let err13={instancePath:instancePath+"/cleanup/deadAfter",schemaPath:"#/properties/cleanup/properties/deadAfter/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err13]:vErrors.push(err13),errors++}}if(data2.keepFinished!==void 0){let data7=data2.keepFinished;if(typeof data7=="str\
ing"){if(!pattern5.test(data7)){let err14={instancePath:instancePath+"/cleanup/keepFinished",schemaPath:"#/properties/cleanup/properties/keepFinished/pattern",keyword:"\
pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=
[err14]:vErrors.push(err14),errors++}}else{let err15={instancePath:instancePath+"/cleanup/keepFinished",schemaPath:"#/properties/cleanup/properties/keepFinished\
/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err15]:vErrors.push(err15),errors++}}if(data2.retry!==void 0){let data8=data2.
retry;if(data8&&typeof data8=="object"&&!Array.isArray(data8)){for(let key2 in data8)if(!(key2==="base"||key2==="cap")){let err16={instancePath:instancePath+"/c\
leanup/retry",schemaPath:"#/properties/cleanup/properties/retry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key2},message:"m\
ust NOT have additional properties"};vErrors===null?vErrors=[err16]:vErrors.push(err16),errors++}if(data8.base!==void 0){let data9=data8.base;if(typeof data9=="\
string"){if(!pattern5.test(data9)){let err17={instancePath:instancePath+"/cleanup/retry/base",schemaPath:"#/properties/cleanup/properties/retry/properties/base/\
pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===
null?vErrors=[err17]:vErrors.push(err17),errors++}}else{let err18={instancePath:instancePath+"/cleanup/retry/base",schemaPath:"#/properties/cleanup/properties/r\
etry/properties/base/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err18]:vErrors.push(err18),errors++}}if(data8.
cap!==void 0){let data10=data8.cap;if(typeof data10=="string"){if(!pattern5.test(data10)){let err19={instancePath:instancePath+"/cleanup/retry/cap",schemaPath:"\
#/properties/cleanup/properties/retry/properties/cap/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match p\
attern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err19]:vErrors.push(err19),errors++}}else{let err20={instancePath:instancePath+"/clea\
nup/retry/cap",schemaPath:"#/properties/cleanup/properties/retry/properties/cap/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===
null?vErrors=[err20]:vErrors.push(err20),errors++}}}else{let err21={instancePath:instancePath+"/cleanup/retry",schemaPath:"#/properties/cleanup/properties/retry\
/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err21]:vErrors.push(err21),errors++}}if(data2.tasks!==void 0){let data11=data2.
tasks;if(Array.isArray(data11)){if(data11.length>100){let err22={instancePath:instancePath+"/cleanup/tasks",schemaPath:"#/properties/cleanup/properties/tasks/ma\
xItems",keyword:"maxItems",params:{limit:100},message:"must NOT have more than 100 items"};vErrors===null?vErrors=[err22]:vErrors.push(err22),errors++}let len0=data11.
length;for(let i0=0;i0<len0;i0++){let data12=data11[i0],_errs31=errors,valid6=!0,_errs32=errors;if(data12&&typeof data12=="object"&&!Array.isArray(data12)){let missing0;
if(data12.task===void 0&&(missing0="task")){let err23={};vErrors===null?vErrors=[err23]:vErrors.push(err23),errors++}else if(data12.task!==void 0&&data12.task!==
"cordon"){let err24={};vErrors===null?vErrors=[err24]:vErrors.push(err24),errors++}}var _valid0=_errs32===errors;if(errors=_errs31,vErrors!==null&&(_errs31?vErrors.
length=_errs31:vErrors=null),_valid0){let _errs34=errors;if(data12&&typeof data12=="object"&&!Array.isArray(data12)){if(data12.options!==void 0){let data14=data12.
options;if(data14&&typeof data14=="object"&&!Array.isArray(data14))for(let key3 in data14){let err25={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",
schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key3},
message:"must NOT have additional properties"};vErrors===null?vErrors=[err25]:vErrors.push(err25),errors++}else{let err26={instancePath:instancePath+"/cleanup/t\
asks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/options/type",keyword:"type",params:{type:"object"},message:"\
must be object"};vErrors===null?vErrors=[err26]:vErrors.push(err26),errors++}}if(data12.stage!==void 0&&data12.stage!=="before"){let err27={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.
properties.cleanup.properties.tasks.items.allOf[0].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err27]:
vErrors.push(err27),errors++}if(data12.on!==void 0){let err28={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/\
tasks/items/allOf/0/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err28]:vErrors.
push(err28),errors++}}var _valid0=_errs34===errors;if(valid6=_valid0,valid6){var props0={};props0.options=!0,props0.stage=!0,props0.on=!0,props0.task=!0}}if(!valid6){
let err29={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/if",keyword:"if",params:{failingKeyword:"\
then"},message:'must match "then" schema'};vErrors===null?vErrors=[err29]:vErrors.push(err29),errors++}let _errs40=errors,valid9=!0,_errs41=errors;if(data12&&typeof data12==
"object"&&!Array.isArray(data12)){let missing1;if(data12.task===void 0&&(missing1="task")){let err30={};vErrors===null?vErrors=[err30]:vErrors.push(err30),errors++}else if(data12.
task!==void 0&&data12.task!=="drain"){let err31={};vErrors===null?vErrors=[err31]:vErrors.push(err31),errors++}}var _valid1=_errs41===errors;if(errors=_errs40,vErrors!==
null&&(_errs40?vErrors.length=_errs40:vErrors=null),_valid1){let _errs43=errors;if(data12&&typeof data12=="object"&&!Array.isArray(data12)){if(data12.options!==
void 0){let data18=data12.options;if(data18&&typeof data18=="object"&&!Array.isArray(data18)){for(let key4 in data18)if(!(key4==="gracePeriod"||key4==="forceAft\
er"||key4==="skipPods"||key4==="unmanaged"||key4==="emptyDir"||key4==="maxParallel")){let err32={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key4},
message:"must NOT have additional properties"};vErrors===null?vErrors=[err32]:vErrors.push(err32),errors++}if(data18.gracePeriod!==void 0){let data19=data18.gracePeriod;
if(typeof data19=="string"){if(!pattern10.test(data19)){let err33={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/gracePeriod",schemaPath:"#/propertie\
s/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/gracePeriod/pattern",keyword:"pattern",params:{pattern:"^$|^(?:[0-9]+(?:[.][0-9]+)?(\
?:ms|h|m|s))+$"},message:'must match pattern "^$|^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err33]:vErrors.push(err33),errors++}}else{let err34={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/gracePeriod",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/pr\
operties/gracePeriod/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err34]:vErrors.push(err34),errors++}}if(data18.
forceAfter!==void 0){let data20=data18.forceAfter;if(typeof data20=="string"){if(!pattern5.test(data20)){let err35={instancePath:instancePath+"/cleanup/tasks/"+
i0+"/options/forceAfter",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/forceAfter/pattern",keyword:"pattern",
params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err35]:
vErrors.push(err35),errors++}}else{let err36={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/forceAfter",schemaPath:"#/properties/cleanup/properties/t\
asks/items/allOf/1/then/properties/options/properties/forceAfter/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err36]:
vErrors.push(err36),errors++}}if(data18.skipPods!==void 0&&typeof data18.skipPods!="string"){let err37={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options\
/skipPods",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/skipPods/type",keyword:"type",params:{type:"string"},
message:"must be string"};vErrors===null?vErrors=[err37]:vErrors.push(err37),errors++}if(data18.unmanaged!==void 0){let data22=data18.unmanaged;if(typeof data22!=
"string"){let err38={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/unmanaged",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/pr\
operties/options/properties/unmanaged/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err38]:vErrors.push(err38),errors++}
if(!(data22==="evict"||data22==="block")){let err39={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/unmanaged",schemaPath:"#/properties/cleanup/proper\
ties/tasks/items/allOf/1/then/properties/options/properties/unmanaged/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.
allOf[1].then.properties.options.properties.unmanaged.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err39]:vErrors.push(err39),
errors++}}if(data18.emptyDir!==void 0){let data23=data18.emptyDir;if(typeof data23!="string"){let err40={instancePath:instancePath+"/cleanup/tasks/"+i0+"/option\
s/emptyDir",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/emptyDir/type",keyword:"type",params:{type:"strin\
g"},message:"must be string"};vErrors===null?vErrors=[err40]:vErrors.push(err40),errors++}if(!(data23==="evict"||data23==="block")){let err41={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/emptyDir",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/emptyDir/enum",keyword:"\
enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[1].then.properties.options.properties.emptyDir.enum},message:"must be equal\
 to one of the allowed values"};vErrors===null?vErrors=[err41]:vErrors.push(err41),errors++}}if(data18.maxParallel!==void 0){let data24=data18.maxParallel;if(!(typeof data24==
"number"&&!(data24%1)&&!isNaN(data24)&&isFinite(data24))){let err42={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/maxParallel",schemaPath:"#/propert\
ies/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/maxParallel/type",keyword:"type",params:{type:"integer"},message:"must be integer"};
vErrors===null?vErrors=[err42]:vErrors.push(err42),errors++}if(typeof data24=="number"&&isFinite(data24)){if(data24>100||isNaN(data24)){let err43={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/maxParallel",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/maxParallel/maxim\
um",keyword:"maximum",params:{comparison:"<=",limit:100},message:"must be <= 100"};vErrors===null?vErrors=[err43]:vErrors.push(err43),errors++}if(data24<1||isNaN(
data24)){let err44={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/maxParallel",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/p\
roperties/options/properties/maxParallel/minimum",keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1"};vErrors===null?vErrors=[err44]:vErrors.
push(err44),errors++}}}}else{let err45={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/\
1/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err45]:vErrors.push(err45),errors++}}if(data12.
stage!==void 0&&data12.stage!=="before"){let err46={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/it\
ems/allOf/1/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[1].then.properties.stage.enum},
message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err46]:vErrors.push(err46),errors++}if(data12.on!==void 0){let err47={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/on/false schema",keyword:"false schema",params:{},message:"\
boolean schema is false"};vErrors===null?vErrors=[err47]:vErrors.push(err47),errors++}}var _valid1=_errs43===errors;if(valid9=_valid1,valid9){var props1={};props1.
options=!0,props1.stage=!0,props1.on=!0,props1.task=!0}}if(!valid9){let err48={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/p\
roperties/tasks/items/allOf/1/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?vErrors=[err48]:vErrors.push(err48),
errors++}props0!==!0&&props1!==void 0&&(props1===!0?props0=!0:(props0=props0||{},Object.assign(props0,props1)));let _errs61=errors,valid13=!0,_errs62=errors;if(data12&&
typeof data12=="object"&&!Array.isArray(data12)){let missing2;if(data12.task===void 0&&(missing2="task")){let err49={};vErrors===null?vErrors=[err49]:vErrors.push(
err49),errors++}else if(data12.task!==void 0&&data12.task!=="job"){let err50={};vErrors===null?vErrors=[err50]:vErrors.push(err50),errors++}}var _valid2=_errs62===
errors;if(errors=_errs61,vErrors!==null&&(_errs61?vErrors.length=_errs61:vErrors=null),_valid2){let _errs64=errors;if(data12&&typeof data12=="object"&&!Array.isArray(
data12)){if(data12.options===void 0){let err51={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/t\
hen/required",keyword:"required",params:{missingProperty:"options"},message:"must have required property 'options'"};vErrors===null?vErrors=[err51]:vErrors.push(
err51),errors++}if(data12.options!==void 0){let data28=data12.options;if(data28&&typeof data28=="object"&&!Array.isArray(data28)){if(data28.namespace===void 0){
let err52={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/req\
uired",keyword:"required",params:{missingProperty:"namespace"},message:"must have required property 'namespace'"};vErrors===null?vErrors=[err52]:vErrors.push(err52),
errors++}if(data28.template===void 0){let err53={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/ite\
ms/allOf/2/then/properties/options/required",keyword:"required",params:{missingProperty:"template"},message:"must have required property 'template'"};vErrors===
null?vErrors=[err53]:vErrors.push(err53),errors++}for(let key5 in data28)if(!(key5==="namespace"||key5==="template"||key5==="on"||key5==="whenDead"||key5==="kee\
p"||key5==="logLines")){let err54={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/the\
n/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key5},message:"must NOT have additional properties"};vErrors===
null?vErrors=[err54]:vErrors.push(err54),errors++}if(data28.namespace!==void 0){let data29=data28.namespace;if(typeof data29=="string"){if(!pattern12.test(data29)){
let err55={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/namespace",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/o\
ptions/properties/namespace/pattern",keyword:"pattern",params:{pattern:"^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$"},message:'must match pattern "^[a-z0-9](?:[-a-z0\
-9]{0,61}[a-z0-9])?$"'};vErrors===null?vErrors=[err55]:vErrors.push(err55),errors++}}else{let err56={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/na\
mespace",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/namespace/type",keyword:"type",params:{type:"string"},
message:"must be string"};vErrors===null?vErrors=[err56]:vErrors.push(err56),errors++}}if(data28.template!==void 0){let data30=data28.template;if(validate21(data30,
{instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template",parentData:data28,parentDataProperty:"template",rootData,dynamicAnchors})||(vErrors=vErrors===
null?validate21.errors:vErrors.concat(validate21.errors),errors=vErrors.length),data30&&typeof data30=="object"&&!Array.isArray(data30)){if(data30.spec===void 0){
let err57={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/op\
tions/properties/template/required",keyword:"required",params:{missingProperty:"spec"},message:"must have required property 'spec'"};vErrors===null?vErrors=[err57]:
vErrors.push(err57),errors++}for(let key6 in data30)if(!(key6==="metadata"||key6==="spec")){let err58={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/\
template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/additionalProperties",keyword:"additionalP\
roperties",params:{additionalProperty:key6},message:"must NOT have additional properties"};vErrors===null?vErrors=[err58]:vErrors.push(err58),errors++}if(data30.
metadata!==void 0){let data31=data30.metadata;if(data31&&typeof data31=="object"&&!Array.isArray(data31)){for(let key7 in data31)if(!(key7==="labels"||key7==="a\
nnotations")){let err59={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/metadata",schemaPath:"#/properties/cleanup/properties/tasks/items/all\
Of/2/then/properties/options/properties/template/properties/metadata/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key7},message:"\
must NOT have additional properties"};vErrors===null?vErrors=[err59]:vErrors.push(err59),errors++}}else{let err60={instancePath:instancePath+"/cleanup/tasks/"+i0+
"/options/template/metadata",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/metadata/typ\
e",keyword:"type",params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.template.properties.metadata.type},
message:"must be object"};vErrors===null?vErrors=[err60]:vErrors.push(err60),errors++}}if(data30.spec!==void 0){let data32=data30.spec;if(data32&&typeof data32==
"object"&&!Array.isArray(data32)){if(data32.template===void 0){let err61={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec",schemaPath:"#/\
properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/required",keyword:"required",params:{missingProperty:"\
template"},message:"must have required property 'template'"};vErrors===null?vErrors=[err61]:vErrors.push(err61),errors++}for(let key8 in data32)if(!func1.call(schema31.
properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.template.properties.spec.properties,key8)){let err62={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/template/spec",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/proper\
ties/spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key8},message:"must NOT have additional properties"};vErrors===null?vErrors=
[err62]:vErrors.push(err62),errors++}if(data32.template!==void 0){let data33=data32.template;if(data33&&typeof data33=="object"&&!Array.isArray(data33)){if(data33.
spec===void 0){let err63={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template",schemaPath:"#/properties/cleanup/properties/tasks/ite\
ms/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/required",keyword:"required",params:{missingProperty:"spec"},message:"\
must have required property 'spec'"};vErrors===null?vErrors=[err63]:vErrors.push(err63),errors++}for(let key9 in data33)if(!(key9==="metadata"||key9==="spec")){
let err64={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then\
/properties/options/properties/template/properties/spec/properties/template/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key9},
message:"must NOT have additional properties"};vErrors===null?vErrors=[err64]:vErrors.push(err64),errors++}if(data33.metadata!==void 0){let data34=data33.metadata;
if(data34&&typeof data34=="object"&&!Array.isArray(data34)){for(let key10 in data34)if(!(key10==="labels"||key10==="annotations")){let err65={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/template/spec/template/metadata",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properti\
es/template/properties/spec/properties/template/properties/metadata/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key10},message:"\
must NOT have additional properties"};vErrors===null?vErrors=[err65]:vErrors.push(err65),errors++}}else{let err66={instancePath:instancePath+"/cleanup/tasks/"+i0+
"/options/template/spec/template/metadata",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/propertie\
s/spec/properties/template/properties/metadata/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.
properties.template.properties.spec.properties.template.properties.metadata.type},message:"must be object"};vErrors===null?vErrors=[err66]:vErrors.push(err66),errors++}}
if(data33.spec!==void 0){let data35=data33.spec;if(data35&&typeof data35=="object"&&!Array.isArray(data35)){if(data35.containers===void 0){let err67={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/template/spec/template/spec",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/t\
emplate/properties/spec/properties/template/properties/spec/required",keyword:"required",params:{missingProperty:"containers"},message:"must have required prope\
rty 'containers'"};vErrors===null?vErrors=[err67]:vErrors.push(err67),errors++}if(data35.restartPolicy!==void 0){let data36=data35.restartPolicy;if(typeof data36!=
"string"){let err68={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/restartPolicy",schemaPath:"#/properties/cleanup/proper\
ties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/restartPolicy/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err68]:vErrors.push(err68),errors++}if(!(data36==="Never"||data36==="OnFailure")){
let err69={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/restartPolicy",schemaPath:"#/properties/cleanup/properties/tasks\
/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/restartPolicy/enum",keyword:"enum",params:{
allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.template.properties.spec.properties.template.properties.
spec.properties.restartPolicy.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err69]:vErrors.push(err69),errors++}}if(data35.
containers!==void 0){let data37=data35.containers;if(Array.isArray(data37)){if(data37.length<1){let err70={instancePath:instancePath+"/cleanup/tasks/"+i0+"/opti\
ons/template/spec/template/spec/containers",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properti\
es/spec/properties/template/properties/spec/properties/containers/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items"};vErrors===
null?vErrors=[err70]:vErrors.push(err70),errors++}let len1=data37.length;for(let i1=0;i1<len1;i1++){let data38=data37[i1];if(data38&&typeof data38=="object"&&!Array.
isArray(data38)){if(data38.name===void 0){let err71={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i1,schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/c\
ontainers/items/required",keyword:"required",params:{missingProperty:"name"},message:"must have required property 'name'"};vErrors===null?vErrors=[err71]:vErrors.
push(err71),errors++}if(data38.image===void 0){let err72={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i1,schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/c\
ontainers/items/required",keyword:"required",params:{missingProperty:"image"},message:"must have required property 'image'"};vErrors===null?vErrors=[err72]:vErrors.
push(err72),errors++}if(data38.name!==void 0){let data39=data38.name;if(typeof data39=="string"){if(func2(data39)<1){let err73={instancePath:instancePath+"/clea\
nup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i1+"/name",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/opt\
ions/properties/template/properties/spec/properties/template/properties/spec/properties/containers/items/properties/name/minLength",keyword:"minLength",params:{
limit:1},message:"must NOT have fewer than 1 characters"};vErrors===null?vErrors=[err73]:vErrors.push(err73),errors++}}else{let err74={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i1+"/name",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properti\
es/options/properties/template/properties/spec/properties/template/properties/spec/properties/containers/items/properties/name/type",keyword:"type",params:{type:"\
string"},message:"must be string"};vErrors===null?vErrors=[err74]:vErrors.push(err74),errors++}}if(data38.image!==void 0){let data40=data38.image;if(typeof data40==
"string"){if(func2(data40)<1){let err75={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i1+"/image",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/c\
ontainers/items/properties/image/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"};vErrors===null?vErrors=[err75]:
vErrors.push(err75),errors++}}else{let err76={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i1+"/image",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/c\
ontainers/items/properties/image/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err76]:vErrors.push(err76),errors++}}}else{
let err77={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i1,schemaPath:"#/properties/cleanup/properties/task\
s/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/containers/items/type",keyword:"type",
params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.template.properties.spec.properties.template.properties.
spec.properties.containers.items.type},message:"must be object"};vErrors===null?vErrors=[err77]:vErrors.push(err77),errors++}}}else{let err78={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/p\
roperties/template/properties/spec/properties/template/properties/spec/properties/containers/type",keyword:"type",params:{type:"array"},message:"must be array"};
vErrors===null?vErrors=[err78]:vErrors.push(err78),errors++}}if(data35.nodeName!==void 0){let err79={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/te\
mplate/spec/template/spec/nodeName",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/\
properties/template/properties/spec/properties/nodeName/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=
[err79]:vErrors.push(err79),errors++}}else{let err80={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec",schemaPath:"#/proper\
ties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/type",keyword:"type",
params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.template.properties.spec.properties.template.properties.
spec.type},message:"must be object"};vErrors===null?vErrors=[err80]:vErrors.push(err80),errors++}}}else{let err81={instancePath:instancePath+"/cleanup/tasks/"+i0+
"/options/template/spec/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/pr\
operties/template/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.template.properties.
spec.properties.template.type},message:"must be object"};vErrors===null?vErrors=[err81]:vErrors.push(err81),errors++}}if(data32.activeDeadlineSeconds!==void 0){
let data42=data32.activeDeadlineSeconds;if(!(typeof data42=="number"&&!(data42%1)&&!isNaN(data42)&&isFinite(data42))){let err82={instancePath:instancePath+"/cle\
anup/tasks/"+i0+"/options/template/spec/activeDeadlineSeconds",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/propertie\
s/template/properties/spec/properties/activeDeadlineSeconds/type",keyword:"type",params:{type:"integer"},message:"must be integer"};vErrors===null?vErrors=[err82]:
vErrors.push(err82),errors++}if(typeof data42=="number"&&isFinite(data42)&&(data42<1||isNaN(data42))){let err83={instancePath:instancePath+"/cleanup/tasks/"+i0+
"/options/template/spec/activeDeadlineSeconds",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/template/prope\
rties/spec/properties/activeDeadlineSeconds/minimum",keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1"};vErrors===null?vErrors=[err83]:vErrors.
push(err83),errors++}}if(data32.backoffLimit!==void 0){let data43=data32.backoffLimit;if(!(typeof data43=="number"&&!(data43%1)&&!isNaN(data43)&&isFinite(data43))){
let err84={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/backoffLimit",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/\
then/properties/options/properties/template/properties/spec/properties/backoffLimit/type",keyword:"type",params:{type:"integer"},message:"must be integer"};vErrors===
null?vErrors=[err84]:vErrors.push(err84),errors++}if(typeof data43=="number"&&isFinite(data43)&&(data43<0||isNaN(data43))){let err85={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/template/spec/backoffLimit",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/te\
mplate/properties/spec/properties/backoffLimit/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"};vErrors===null?vErrors=[err85]:
vErrors.push(err85),errors++}}}else{let err86={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec",schemaPath:"#/properties/cleanup/properti\
es/tasks/items/allOf/2/then/properties/options/properties/template/properties/spec/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.tasks.
items.allOf[2].then.properties.options.properties.template.properties.spec.type},message:"must be object"};vErrors===null?vErrors=[err86]:vErrors.push(err86),errors++}}}else{
let err87={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/op\
tions/properties/template/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err87]:vErrors.push(err87),errors++}}if(data28.
on!==void 0){let data44=data28.on;if(typeof data44!="string"){let err88={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/on",schemaPath:"#/properties/c\
leanup/properties/tasks/items/allOf/2/then/properties/options/properties/on/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?
vErrors=[err88]:vErrors.push(err88),errors++}if(!(data44==="node"||data44==="anywhere")){let err89={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/on",
schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/on/enum",keyword:"enum",params:{allowedValues:schema31.properties.
cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.on.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=
[err89]:vErrors.push(err89),errors++}}if(data28.whenDead!==void 0){let data45=data28.whenDead;if(typeof data45!="string"){let err90={instancePath:instancePath+"\
/cleanup/tasks/"+i0+"/options/whenDead",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/whenDead/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err90]:vErrors.push(err90),errors++}if(!(data45==="block"||data45==="skip")){let err91={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/whenDead",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/prope\
rties/whenDead/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.options.properties.whenDead.
enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err91]:vErrors.push(err91),errors++}}if(data28.keep!==void 0){let data46=data28.
keep;if(typeof data46=="string"){if(!pattern5.test(data46)){let err92={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/keep",schemaPath:"#/properties/c\
leanup/properties/tasks/items/allOf/2/then/properties/options/properties/keep/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+\
$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err92]:vErrors.push(err92),errors++}}else{let err93={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/keep",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/keep/type",keyword:"type",
params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err93]:vErrors.push(err93),errors++}}if(data28.logLines!==void 0){let data47=data28.logLines;
if(!(typeof data47=="number"&&!(data47%1)&&!isNaN(data47)&&isFinite(data47))){let err94={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/logLines",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/logLines/type",keyword:"type",params:{type:"integer"},message:"must be in\
teger"};vErrors===null?vErrors=[err94]:vErrors.push(err94),errors++}if(typeof data47=="number"&&isFinite(data47)){if(data47>100||isNaN(data47)){let err95={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/logLines",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/logLines/maximum",keyword:"\
maximum",params:{comparison:"<=",limit:100},message:"must be <= 100"};vErrors===null?vErrors=[err95]:vErrors.push(err95),errors++}if(data47<0||isNaN(data47)){let err96={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/logLines",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/prope\
rties/logLines/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"};vErrors===null?vErrors=[err96]:vErrors.push(err96),errors++}}}}else{
let err97={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/typ\
e",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err97]:vErrors.push(err97),errors++}}if(data12.stage!==void 0){let data48=data12.
stage;if(!(data48==="before"||data48==="after")){let err98={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/\
tasks/items/allOf/2/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.
stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err98]:vErrors.push(err98),errors++}}if(data12.on!==void 0){let err99={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/on/false schema",keyword:"f\
alse schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err99]:vErrors.push(err99),errors++}}var _valid2=_errs64===errors;if(valid13=_valid2,
valid13){var props2={};props2.options=!0,props2.stage=!0,props2.on=!0,props2.task=!0}}if(!valid13){let err100={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/2/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?vErrors=[
err100]:vErrors.push(err100),errors++}props0!==!0&&props2!==void 0&&(props2===!0?props0=!0:(props0=props0||{},Object.assign(props0,props2)));let _errs111=errors,
valid24=!0,_errs112=errors;if(data12&&typeof data12=="object"&&!Array.isArray(data12)){let missing3;if(data12.task===void 0&&(missing3="task")){let err101={};vErrors===
null?vErrors=[err101]:vErrors.push(err101),errors++}else if(data12.task!==void 0&&data12.task!=="notify"){let err102={};vErrors===null?vErrors=[err102]:vErrors.
push(err102),errors++}}var _valid3=_errs112===errors;if(errors=_errs111,vErrors!==null&&(_errs111?vErrors.length=_errs111:vErrors=null),_valid3){let _errs114=errors,
_errs115=errors,valid26=!1,_errs116=errors;if(data12&&typeof data12=="object"&&!Array.isArray(data12)&&data12.on===void 0){let err103={instancePath:instancePath+
"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/anyOf/0/required",keyword:"required",params:{missingProperty:"on"},message:"\
must have required property 'on'"};vErrors===null?vErrors=[err103]:vErrors.push(err103),errors++}var _valid4=_errs116===errors;valid26=valid26||_valid4;let _errs117=errors;
if(data12&&typeof data12=="object"&&!Array.isArray(data12)&&data12.stage===void 0){let err104={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/prop\
erties/cleanup/properties/tasks/items/allOf/3/then/anyOf/1/required",keyword:"required",params:{missingProperty:"stage"},message:"must have required property 's\
tage'"};vErrors===null?vErrors=[err104]:vErrors.push(err104),errors++}var _valid4=_errs117===errors;if(valid26=valid26||_valid4,valid26)errors=_errs115,vErrors!==
null&&(_errs115?vErrors.length=_errs115:vErrors=null);else{let err105={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/propertie\
s/tasks/items/allOf/3/then/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};vErrors===null?vErrors=[err105]:vErrors.push(err105),errors++}
if(data12&&typeof data12=="object"&&!Array.isArray(data12)){if(data12.options===void 0){let err106={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#\
/properties/cleanup/properties/tasks/items/allOf/3/then/required",keyword:"required",params:{missingProperty:"options"},message:"must have required property 'op\
tions'"};vErrors===null?vErrors=[err106]:vErrors.push(err106),errors++}if(data12.options!==void 0){let data51=data12.options,_errs120=errors,valid28=!1,_errs121=errors;
if(data51&&typeof data51=="object"&&!Array.isArray(data51)&&data51.url===void 0){let err107={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/anyOf/0/required",keyword:"required",params:{missingProperty:"url"},message:"must ha\
ve required property 'url'"};vErrors===null?vErrors=[err107]:vErrors.push(err107),errors++}var _valid5=_errs121===errors;valid28=valid28||_valid5;let _errs122=errors;
if(data51&&typeof data51=="object"&&!Array.isArray(data51)&&data51.urlFile===void 0){let err108={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/anyOf/1/required",keyword:"required",params:{missingProperty:"urlFile"},message:"mus\
t have required property 'urlFile'"};vErrors===null?vErrors=[err108]:vErrors.push(err108),errors++}var _valid5=_errs122===errors;if(valid28=valid28||_valid5,valid28)
errors=_errs120,vErrors!==null&&(_errs120?vErrors.length=_errs120:vErrors=null);else{let err109={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};vErrors===null?
vErrors=[err109]:vErrors.push(err109),errors++}if(data51&&typeof data51=="object"&&!Array.isArray(data51)){for(let key11 in data51)if(!(key11==="url"||key11==="\
urlFile"||key11==="body"||key11==="headersFile"||key11==="caFile"||key11==="timeout")){let err110={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key11},
message:"must NOT have additional properties"};vErrors===null?vErrors=[err110]:vErrors.push(err110),errors++}if(data51.url!==void 0){let data52=data51.url;if(typeof data52==
"string"){if(!pattern15.test(data52)){let err111={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/url",schemaPath:"#/properties/cleanup/properties/task\
s/items/allOf/3/then/properties/options/properties/url/pattern",keyword:"pattern",params:{pattern:"^$|^https?://[^\\s/]+"},message:'must match pattern "^$|^http\
s?://[^\\s/]+"'};vErrors===null?vErrors=[err111]:vErrors.push(err111),errors++}}else{let err112={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/url",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/url/type",keyword:"type",params:{type:"string"},message:"must be string"};
vErrors===null?vErrors=[err112]:vErrors.push(err112),errors++}}if(data51.urlFile!==void 0&&typeof data51.urlFile!="string"){let err113={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/urlFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/urlFile/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err113]:vErrors.push(err113),errors++}if(data51.body!==void 0){let data54=data51.
body;if(typeof data54=="string"){if(!pattern16.test(data54)){let err114={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/body",schemaPath:"#/properties\
/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/body/pattern",keyword:"pattern",params:{pattern:"^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node\
|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$"},message:'must match pattern "^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|node\
UID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$"'};vErrors===null?vErrors=[err114]:vErrors.push(err114),errors++}}else{let err115={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/body",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/propertie\
s/body/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err115]:vErrors.push(err115),errors++}}if(data51.headersFile!==
void 0&&typeof data51.headersFile!="string"){let err116={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/headersFile",schemaPath:"#/properties/cleanup/\
properties/tasks/items/allOf/3/then/properties/options/properties/headersFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?
vErrors=[err116]:vErrors.push(err116),errors++}if(data51.caFile!==void 0&&typeof data51.caFile!="string"){let err117={instancePath:instancePath+"/cleanup/tasks/"+
i0+"/options/caFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/caFile/type",keyword:"type",params:{type:"\
string"},message:"must be string"};vErrors===null?vErrors=[err117]:vErrors.push(err117),errors++}if(data51.timeout!==void 0){let data57=data51.timeout;if(typeof data57==
"string"){if(!pattern5.test(data57)){let err118={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/timeout",schemaPath:"#/properties/cleanup/properties/t\
asks/items/allOf/3/then/properties/options/properties/timeout/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'mus\
t match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err118]:vErrors.push(err118),errors++}}else{let err119={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/timeout/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err119]:vErrors.push(err119),errors++}}}else{let err120={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/type",keyword:"type",params:{type:"objec\
t"},message:"must be object"};vErrors===null?vErrors=[err120]:vErrors.push(err120),errors++}}if(data12.stage!==void 0){let data58=data12.stage;if(!(data58==="be\
fore"||data58==="after")){let err121={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/th\
en/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[3].then.properties.stage.enum},message:"\
must be equal to one of the allowed values"};vErrors===null?vErrors=[err121]:vErrors.push(err121),errors++}}}var _valid3=_errs114===errors;if(valid24=_valid3,valid24){
var props3={};props3.options=!0,props3.stage=!0,props3.task=!0}}if(!valid24){let err122={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties\
/cleanup/properties/tasks/items/allOf/3/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?vErrors=[err122]:vErrors.
push(err122),errors++}props0!==!0&&props3!==void 0&&(props3===!0?props0=!0:(props0=props0||{},Object.assign(props0,props3)));let _errs138=errors,valid30=!0,_errs139=errors;
if(data12&&typeof data12=="object"&&!Array.isArray(data12)){let missing4;if(data12.task===void 0&&(missing4="task")){let err123={};vErrors===null?vErrors=[err123]:
vErrors.push(err123),errors++}else if(data12.task!==void 0&&data12.task!=="volumes-detach"){let err124={};vErrors===null?vErrors=[err124]:vErrors.push(err124),errors++}}
var _valid6=_errs139===errors;if(errors=_errs138,vErrors!==null&&(_errs138?vErrors.length=_errs138:vErrors=null),_valid6){let _errs141=errors;if(data12&&typeof data12==
"object"&&!Array.isArray(data12)){if(data12.options!==void 0){let data60=data12.options;if(data60&&typeof data60=="object"&&!Array.isArray(data60)){for(let key12 in data60)
if(!(key12==="outOfService"||key12==="forceDetach"||key12==="proofURL"||key12==="proofHeadersFile"||key12==="proofCAFile"||key12==="proofTimeout")){let err125={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/additionalProp\
erties",keyword:"additionalProperties",params:{additionalProperty:key12},message:"must NOT have additional properties"};vErrors===null?vErrors=[err125]:vErrors.
push(err125),errors++}if(data60.outOfService!==void 0&&typeof data60.outOfService!="boolean"){let err126={instancePath:instancePath+"/cleanup/tasks/"+i0+"/optio\
ns/outOfService",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/outOfService/type",keyword:"type",params:{type:"\
boolean"},message:"must be boolean"};vErrors===null?vErrors=[err126]:vErrors.push(err126),errors++}if(data60.forceDetach!==void 0&&typeof data60.forceDetach!="b\
oolean"){let err127={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/forceDetach",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/\
properties/options/properties/forceDetach/type",keyword:"type",params:{type:"boolean"},message:"must be boolean"};vErrors===null?vErrors=[err127]:vErrors.push(err127),
errors++}if(data60.proofURL!==void 0){let data63=data60.proofURL;if(typeof data63=="string"){if(!pattern15.test(data63)){let err128={instancePath:instancePath+"\
/cleanup/tasks/"+i0+"/options/proofURL",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/proofURL/pattern",keyword:"\
pattern",params:{pattern:"^$|^https?://[^\\s/]+"},message:'must match pattern "^$|^https?://[^\\s/]+"'};vErrors===null?vErrors=[err128]:vErrors.push(err128),errors++}}else{
let err129={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/proofURL",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/o\
ptions/properties/proofURL/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err129]:vErrors.push(err129),errors++}}
if(data60.proofHeadersFile!==void 0&&typeof data60.proofHeadersFile!="string"){let err130={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/proofHeaders\
File",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/proofHeadersFile/type",keyword:"type",params:{type:"str\
ing"},message:"must be string"};vErrors===null?vErrors=[err130]:vErrors.push(err130),errors++}if(data60.proofCAFile!==void 0&&typeof data60.proofCAFile!="string"){
let err131={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/proofCAFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/propertie\
s/options/properties/proofCAFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err131]:vErrors.push(err131),errors++}
if(data60.proofTimeout!==void 0){let data66=data60.proofTimeout;if(typeof data66=="string"){if(!pattern5.test(data66)){let err132={instancePath:instancePath+"/c\
leanup/tasks/"+i0+"/options/proofTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/proofTimeout/patter\
n",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===
null?vErrors=[err132]:vErrors.push(err132),errors++}}else{let err133={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/proofTimeout",schemaPath:"#/prope\
rties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/proofTimeout/type",keyword:"type",params:{type:"string"},message:"must be string"};
vErrors===null?vErrors=[err133]:vErrors.push(err133),errors++}}}else{let err134={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/propert\
ies/cleanup/properties/tasks/items/allOf/4/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=
[err134]:vErrors.push(err134),errors++}}if(data12.stage!==void 0&&data12.stage!=="before"){let err135={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.
items.allOf[4].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err135]:vErrors.push(err135),errors++}if(data12.
on!==void 0){let err136={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/on\
/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err136]:vErrors.push(err136),errors++}}var _valid6=_errs141===
errors;if(valid30=_valid6,valid30){var props4={};props4.options=!0,props4.stage=!0,props4.on=!0,props4.task=!0}}if(!valid30){let err137={instancePath:instancePath+
"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" \
schema'};vErrors===null?vErrors=[err137]:vErrors.push(err137),errors++}props0!==!0&&props4!==void 0&&(props4===!0?props0=!0:(props0=props0||{},Object.assign(props0,
props4)));let _errs159=errors,valid34=!0,_errs160=errors;if(data12&&typeof data12=="object"&&!Array.isArray(data12)){let missing5;if(data12.on===void 0&&(missing5=
"on")){let err138={};vErrors===null?vErrors=[err138]:vErrors.push(err138),errors++}}var _valid7=_errs160===errors;if(errors=_errs159,vErrors!==null&&(_errs159?vErrors.
length=_errs159:vErrors=null),_valid7){let _errs161=errors;if(data12&&typeof data12=="object"&&!Array.isArray(data12)){if(data12.stage!==void 0){let err139={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/stage/false schema",keyword:"false schema",params:{},
message:"boolean schema is false"};vErrors===null?vErrors=[err139]:vErrors.push(err139),errors++}if(data12.onTimeout!==void 0&&data12.onTimeout!=="continue"){let err140={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/onTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/onTimeout/const",keyword:"\
const",params:{allowedValue:"continue"},message:"must be equal to constant"};vErrors===null?vErrors=[err140]:vErrors.push(err140),errors++}}var _valid7=_errs161===
errors;if(valid34=_valid7,valid34){var props5={};props5.stage=!0,props5.onTimeout=!0}}if(!valid34){let err141={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/5/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?vErrors=[
err141]:vErrors.push(err141),errors++}if(props0!==!0&&props5!==void 0&&(props5===!0?props0=!0:(props0=props0||{},Object.assign(props0,props5))),data12&&typeof data12==
"object"&&!Array.isArray(data12)){if(data12.task===void 0){let err142={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/propertie\
s/tasks/items/required",keyword:"required",params:{missingProperty:"task"},message:"must have required property 'task'"};vErrors===null?vErrors=[err142]:vErrors.
push(err142),errors++}for(let key13 in data12)if(!(key13==="task"||key13==="name"||key13==="stage"||key13==="on"||key13==="needs"||key13==="timeout"||key13==="o\
nTimeout"||key13==="options")){let err143={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/additionalProp\
erties",keyword:"additionalProperties",params:{additionalProperty:key13},message:"must NOT have additional properties"};vErrors===null?vErrors=[err143]:vErrors.
push(err143),errors++}if(data12.task!==void 0){let data71=data12.task;if(typeof data71!="string"){let err144={instancePath:instancePath+"/cleanup/tasks/"+i0+"/t\
ask",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/task/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?
vErrors=[err144]:vErrors.push(err144),errors++}if(!(data71==="cordon"||data71==="drain"||data71==="job"||data71==="notify"||data71==="volumes-detach")){let err145={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/task",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/task/enum",keyword:"enum",params:{allowedValues:schema31.
properties.cleanup.properties.tasks.items.properties.task.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err145]:vErrors.push(
err145),errors++}}if(data12.name!==void 0){let data72=data12.name;if(typeof data72=="string"){if(!pattern20.test(data72)){let err146={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/name",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/name/pattern",keyword:"pattern",params:{pattern:"^[a-z0-9](?:[-a\
-z0-9.]{0,61}[a-z0-9])?$"},message:'must match pattern "^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$"'};vErrors===null?vErrors=[err146]:vErrors.push(err146),errors++}}else{
let err147={instancePath:instancePath+"/cleanup/tasks/"+i0+"/name",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/name/type",keyword:"type",
params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err147]:vErrors.push(err147),errors++}}if(data12.stage!==void 0){let data73=data12.stage;
if(typeof data73!="string"){let err148={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/properti\
es/stage/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err148]:vErrors.push(err148),errors++}if(!(data73==="befo\
re"||data73==="after")){let err149={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/s\
tage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.properties.stage.enum},message:"must be equal to one of the a\
llowed values"};vErrors===null?vErrors=[err149]:vErrors.push(err149),errors++}}if(data12.on!==void 0){let data74=data12.on;if(Array.isArray(data74)){if(data74.length<
1){let err150={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/on/minItems",keyword:"min\
Items",params:{limit:1},message:"must NOT have fewer than 1 items"};vErrors===null?vErrors=[err150]:vErrors.push(err150),errors++}let len2=data74.length;for(let i2=0;i2<
len2;i2++){let data75=data74[i2];if(typeof data75!="string"){let err151={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on/"+i2,schemaPath:"#/properties/clean\
up/properties/tasks/items/properties/on/items/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err151]:vErrors.push(
err151),errors++}if(!(data75==="held"||data75==="started"||data75==="blocked"||data75==="released"||data75==="failed"||data75==="skipped")){let err152={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/on/"+i2,schemaPath:"#/properties/cleanup/properties/tasks/items/properties/on/items/enum",keyword:"enum",params:{allowedValues:schema31.properties.
cleanup.properties.tasks.items.properties.on.items.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err152]:vErrors.push(err152),
errors++}}}else{let err153={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/on/type",keyword:"\
type",params:{type:"array"},message:"must be array"};vErrors===null?vErrors=[err153]:vErrors.push(err153),errors++}}if(data12.needs!==void 0){let data76=data12.
needs;if(Array.isArray(data76)){let len3=data76.length;for(let i3=0;i3<len3;i3++)if(typeof data76[i3]!="string"){let err154={instancePath:instancePath+"/cleanup\
/tasks/"+i0+"/needs/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/properties/needs/items/type",keyword:"type",params:{type:"string"},message:"mus\
t be string"};vErrors===null?vErrors=[err154]:vErrors.push(err154),errors++}}else{let err155={instancePath:instancePath+"/cleanup/tasks/"+i0+"/needs",schemaPath:"\
#/properties/cleanup/properties/tasks/items/properties/needs/type",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===null?vErrors=[err155]:
vErrors.push(err155),errors++}}if(data12.timeout!==void 0){let data78=data12.timeout;if(typeof data78=="string"){if(!pattern5.test(data78)){let err156={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/timeout/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]\
+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err156]:vErrors.push(err156),errors++}}else{
let err157={instancePath:instancePath+"/cleanup/tasks/"+i0+"/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/timeout/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err157]:vErrors.push(err157),errors++}}if(data12.onTimeout!==void 0){let data79=data12.
onTimeout;if(typeof data79!="string"){let err158={instancePath:instancePath+"/cleanup/tasks/"+i0+"/onTimeout",schemaPath:"#/properties/cleanup/properties/tasks/\
items/properties/onTimeout/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err158]:vErrors.push(err158),errors++}if(!(data79===
"block"||data79==="continue")){let err159={instancePath:instancePath+"/cleanup/tasks/"+i0+"/onTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/p\
roperties/onTimeout/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.properties.onTimeout.enum},message:"must be eq\
ual to one of the allowed values"};vErrors===null?vErrors=[err159]:vErrors.push(err159),errors++}}if(data12.options!==void 0){let data80=data12.options;if(!(data80&&
typeof data80=="object"&&!Array.isArray(data80))){let err160={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/propert\
ies/tasks/items/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err160]:vErrors.push(err160),errors++}}}else{
let err161={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/type",keyword:"type",params:{type:"object"},message:"\
must be object"};vErrors===null?vErrors=[err161]:vErrors.push(err161),errors++}}}else{let err162={instancePath:instancePath+"/cleanup/tasks",schemaPath:"#/prope\
rties/cleanup/properties/tasks/type",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===null?vErrors=[err162]:vErrors.push(err162),errors++}}}else{
let err163={instancePath:instancePath+"/cleanup",schemaPath:"#/properties/cleanup/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===
null?vErrors=[err163]:vErrors.push(err163),errors++}}}else{let err164={instancePath,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"};vErrors===null?vErrors=[err164]:vErrors.push(err164),errors++}return validate20.errors=vErrors,errors===0}validate20.evaluated={props:!0,dynamicProps:!1,
dynamicItems:!1};export{stdin_default as default,validate};
